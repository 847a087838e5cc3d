package io.daggers.check;

import io.daggers.definition.InfluxSink;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.lineage.RowValue;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Tags take few values. InfluxDB keeps a series in memory for every combination of tags, and
 * refuses points when there are too many.
 */
final class TagCardinality implements QueryCheck {

  private static final Pattern ID =
      Pattern.compile(
          "(?:.*_)?(?:id|uid|uuid|guid|number|no|token|phone|msisdn|email|address|url|ip|offset)");
  private static final Set<String> PASSES_ON =
      Set.of(
          "CAST",
          "TRY_CAST",
          "COALESCE",
          "IFNULL",
          "NULLIF",
          "||",
          "CONCAT",
          "CONCAT_WS",
          "UPPER",
          "LOWER",
          "TRIM",
          "MD5",
          "SHA1",
          "SHA256");

  private static final int FINEST_CELLS = 16;

  /** Of an average cell; halving the edge twice makes the next level but one. */
  private static final double KM2_OF_LEVEL_0 = 510_072_000.0 / 6;

  private static final double KM2_OF_A_CITY = 1_000;

  @Override
  public void check(CheckedQuery checked, Findings findings) {
    PointColumns.of(checked, checked.lineage())
        .ifPresent(point -> check(point, new FieldsOfValues(checked), findings));
  }

  private static void check(PointColumns point, FieldsOfValues fields, Findings findings) {
    for (InfluxSink.Tag tag : point.sink().tags()) {
      RowValue value = point.value(tag.column());
      if (isTime(value) || isFraction(value)) {
        continue; // No tag can be of these types, and that is said elsewhere.
      }
      many(value, tag.name(), fields)
          .ifPresent(
              why ->
                  findings.add(
                      Diagnostic.warning(
                          Code.DG0524,
                          tag.column().location(),
                          "the tag '%s' %s".formatted(tag.name(), why),
                          "InfluxDB keeps a series for each; make it a field, or group by"
                              + " something coarser")));
    }
  }

  /** Why a value takes many values, as the end of a sentence about the tag; nothing where few. */
  private static Optional<String> many(RowValue value, String tag, FieldsOfValues fields) {
    if (fields.isOfFewValues(value)) {
      return Optional.empty();
    }
    if (isTime(value)) {
      return Optional.of("is a time, and takes another value with every moment");
    }
    if (isFraction(value)) {
      return Optional.of("is a number with decimals, and takes nearly as many values as rows");
    }
    if (value.kind() == RowValue.Kind.FIELD) {
      String name = value.name().substring(value.name().lastIndexOf('.') + 1);
      return ID.matcher(name).matches()
          ? Optional.of(
              (name.equals(tag) ? "is an id by its name" : "holds " + name + ", an id by its name")
                  + ", and takes ever new values")
          : Optional.empty();
    }
    if (value.kind() == RowValue.Kind.AGGREGATE) {
      boolean number = SqlTypeFamily.NUMERIC.contains(value.type());
      return number
          ? Optional.of("is gathered from many rows, and takes any number")
          : Optional.empty();
    }
    if (value.detail().equals("S2_ID")) {
      return cells(value);
    }
    return PASSES_ON.contains(value.detail())
        ? value.inputs().stream().flatMap(input -> many(input, tag, fields).stream()).findFirst()
        : Optional.empty();
  }

  private static boolean isFraction(RowValue value) {
    return SqlTypeFamily.APPROXIMATE_NUMERIC.contains(value.type());
  }

  private static boolean isTime(RowValue value) {
    SqlTypeName type = value.type().getSqlTypeName();
    return type == SqlTypeName.TIMESTAMP || type == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
  }

  private static Optional<String> cells(RowValue id) {
    Object level = id.inputs().get(id.inputs().size() - 1).constant();
    if (!(level instanceof BigDecimal number) || number.intValue() <= FINEST_CELLS) {
      return Optional.empty();
    }
    double cells = KM2_OF_A_CITY / (KM2_OF_LEVEL_0 / Math.pow(4, number.intValue()));
    return Optional.of(
        "is an S2 cell of level %d: a city of 1,000 km\u00b2 has about %,d of them"
            .formatted(number.intValue(), rounded(cells)));
  }

  /** Two digits that say something, and zeros. */
  private static long rounded(double number) {
    double unit = Math.pow(10, Math.floor(Math.log10(number)) - 1);
    return Math.round(number / unit) * (long) unit;
  }
}
