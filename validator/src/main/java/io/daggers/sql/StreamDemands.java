package io.daggers.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.daggers.sql.table.RowFilter;
import io.daggers.sql.table.StreamDemand;
import java.util.List;
import org.apache.flink.table.types.logical.RowType;

/**
 * What the operators behind a scan take from it. Flink itself hands neither fields of rows nor
 * conditions to a source that brings its watermarks; and a source that took conditions from the
 * planner would not be read once for several uses.
 */
final class StreamDemands {

  private StreamDemands() {}

  /**
   * @param columns what the scan gives
   * @param takers the operators that it gives its rows to, as a plan's JSON has them
   */
  static StreamDemand of(RowType columns, List<JsonNode> takers) {
    boolean narrow =
        !takers.isEmpty()
            && takers.stream().allMatch(taker -> StateMeaning.role(taker).equals("calc"));
    if (!narrow) {
      return StreamDemand.all(columns);
    }
    FieldUses uses = new FieldUses(columns);
    for (JsonNode taker : takers) {
      uses.add(taker.path("projection"));
      uses.add(taker.path("condition"));
    }
    RowFilter filter =
        takers.size() == 1
            ? RowFilters.of(takers.get(0).path("condition"), columns)
            : RowFilter.NONE;
    return new StreamDemand(columns, uses.wanted(), filter);
  }
}
