package io.daggers.sql.table;

import io.daggers.schema.Schema;
import io.daggers.topology.Topic;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;

/**
 * How tables are really read and written. The job provides the real one; planning alone never runs
 * what {@link PlanOnlyRuntime} returns.
 */
public interface TableRuntime {

  /**
   * Rows of a source from one of its topics, with event time and watermarks assigned. What reads
   * the topic has the uid {@link StreamTable#sourceUid}.
   *
   * @param topic one of the table's
   * @param demand what the query takes of them
   */
  DataStream<RowData> read(
      StreamExecutionEnvironment env,
      StreamTable table,
      Topic topic,
      Schema schema,
      StreamDemand demand);

  /** Takes the query's rows. */
  DataStreamSink<?> write(DataStream<RowData> rows, SinkTable table, ResultRows result);

  /** Whether what is planned is going to run, and not only looked at. */
  default boolean isRun() {
    return true;
  }
}
