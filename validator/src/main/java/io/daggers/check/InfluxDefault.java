package io.daggers.check;

import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** Whether a default written in YAML is a value of its column. */
final class InfluxDefault {

  private InfluxDefault() {}

  static boolean fits(String text, LogicalType type) {
    if (type.is(LogicalTypeRoot.BOOLEAN)) {
      return text.equals("true") || text.equals("false");
    }
    try {
      if (type.is(LogicalTypeFamily.INTEGER_NUMERIC)) {
        Long.parseLong(text);
      } else if (type.is(LogicalTypeFamily.APPROXIMATE_NUMERIC)) {
        return Double.isFinite(Double.parseDouble(text));
      }
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
