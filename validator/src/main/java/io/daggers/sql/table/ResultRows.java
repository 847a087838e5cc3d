package io.daggers.sql.table;

import java.io.Serializable;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * What a query gives.
 *
 * @param columns its output columns
 * @param begin tells when the window of a row began; null where no column does, or where the rows
 *     are of no window
 * @param windows those windows; null where less is known of them
 */
public record ResultRows(
    RowType columns, @Nullable WindowBegin begin, @Nullable ResultWindows windows) {

  /**
   * A column from which it follows when a window began.
   *
   * @param column its position
   * @param afterBeginMillis how long after the window's begin its value is
   */
  public record WindowBegin(int column, long afterBeginMillis) implements Serializable {}
}
