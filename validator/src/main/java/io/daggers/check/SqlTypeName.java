package io.daggers.check;

import org.apache.flink.table.types.logical.LogicalType;

/** A type as an analyst writes it. */
final class SqlTypeName {

  private SqlTypeName() {}

  static String of(LogicalType type) {
    return type.copy(true)
        .asSummaryString()
        .replaceFirst("^ROW<.*", "a ROW")
        .replace("VARCHAR(2147483647)", "STRING")
        .replace("VARBINARY(2147483647)", "BYTES");
  }
}
