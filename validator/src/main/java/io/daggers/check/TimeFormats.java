package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;

/** The letters of a format of times mean what they look like. */
final class TimeFormats implements QueryCheck {

  /** Which argument is the format. */
  private static final Map<String, Integer> FUNCTIONS =
      Map.of(
          "DATE_FORMAT", 1,
          "TO_TIMESTAMP", 1,
          "TO_TIMESTAMP_LTZ", 1,
          "TO_DATE", 1,
          "FROM_UNIXTIME", 1,
          "UNIX_TIMESTAMP", 1);

  private static final Pattern WEEK_YEARS = Pattern.compile("Y+");
  private static final Pattern DAYS_OF_YEAR = Pattern.compile("(?<!D)D{1,2}(?!D)");
  private static final Pattern MINUTES_AS_MONTHS = Pattern.compile("([yY][-/.]?)mm([-/.]?[dD])");
  private static final Pattern MONTHS_AS_MINUTES = Pattern.compile("([Hh]:?)MM");
  private static final Pattern FRACTIONS_AS_SECONDS = Pattern.compile("(mm:?)SS");

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query.forEachCall(call -> check(call, query, findings));
  }

  private static void check(SqlCall call, CheckedQuery query, Findings findings) {
    Integer place = FUNCTIONS.get(call.getOperator().getName().toUpperCase(Locale.ROOT));
    if (place == null
        || call.operandCount() <= place
        || !(call.operand(place) instanceof SqlCharStringLiteral literal)) {
      return;
    }
    String format = literal.getValueAs(String.class);
    String letters = format.replaceAll("'[^']*'", "");
    String meant = meant(format);
    if (letters.equals(format) && !meant.equals(format)) {
      findings.add(
          Diagnostic.warning(
              Code.DG0446,
              query.at(literal),
              "in the format '%s', %s".formatted(format, misread(format).orElse("a letter is off")),
              "write '%s'".formatted(meant)));
    }
  }

  private static String meant(String format) {
    String meant = replace(MINUTES_AS_MONTHS, format, "$1MM$2");
    meant = replace(MONTHS_AS_MINUTES, meant, "$1mm");
    meant = replace(FRACTIONS_AS_SECONDS, meant, "$1ss");
    boolean weeks = meant.matches(".*[weu].*");
    if (!weeks) {
      meant = WEEK_YEARS.matcher(meant).replaceAll(years -> years.group().toLowerCase(Locale.ROOT));
    }
    if (meant.contains("M") && !meant.contains("d")) {
      meant = DAYS_OF_YEAR.matcher(meant).replaceAll(days -> days.group().toLowerCase(Locale.ROOT));
    }
    return meant;
  }

  private static Optional<String> misread(String format) {
    if (WEEK_YEARS.matcher(format).find() && !meant(format).contains("Y")) {
      boolean days = format.contains("D") && !meant(format).contains("D");
      return Optional.of(
          "YYYY is the year of the week" + (days ? ", and DD the day of the year" : ""));
    }
    if (format.contains("D") && !meant(format).contains("D")) {
      return Optional.of("DD is the day of the year");
    }
    if (MINUTES_AS_MONTHS.matcher(format).find()) {
      return Optional.of("mm are minutes, not months");
    }
    if (MONTHS_AS_MINUTES.matcher(format).find()) {
      return Optional.of("MM are months, not minutes");
    }
    return Optional.of("SS are fractions of a second");
  }

  private static String replace(Pattern pattern, String text, String replacement) {
    Matcher matcher = pattern.matcher(text);
    return matcher.replaceAll(replacement);
  }
}
