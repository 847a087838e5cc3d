package io.daggers.check;

import io.daggers.sql.QueryText;
import io.daggers.sql.lineage.QueryLineage;
import io.daggers.sql.lineage.RowValue;
import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlNode;

/** Values by the names that the analyst gave them. */
final class ValueNames {

  private static final int LONGEST = 40;

  private ValueNames() {}

  static String of(RowValue value, QueryLineage lineage, QueryText text) {
    boolean made = value.name().startsWith("$") || value.name().startsWith("EXPR$");
    SqlNode item = lineage.groupItems().get(value);
    if (item != null && (made || value.name().isEmpty())) {
      return shortened(text.written(item.getParserPosition()));
    }
    return made || value.name().isEmpty() ? "an expression" : value.name();
  }

  static String of(Collection<RowValue> values, QueryLineage lineage, QueryText text) {
    return values.stream()
        .map(value -> of(value, lineage, text))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String shortened(String words) {
    return words.length() <= LONGEST ? words : words.substring(0, LONGEST - 3) + "...";
  }
}
