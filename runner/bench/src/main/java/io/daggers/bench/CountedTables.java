package io.daggers.bench;

import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.KafkaConnection;
import io.daggers.job.deadletter.DeadLetters;
import io.daggers.job.secret.SecretReferences;
import io.daggers.job.source.StreamSource;
import io.daggers.schema.Schema;
import io.daggers.sql.table.ResultRows;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.sql.table.TableRuntime;
import io.daggers.topology.Topic;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;

/**
 * The tables of a bundle, with a sink that only counts.
 *
 * @param column position of a result's count
 */
record CountedTables(JobBundle bundle, int column) implements TableRuntime {

  @Override
  public DataStream<RowData> read(
      StreamExecutionEnvironment env,
      StreamTable table,
      Topic topic,
      Schema schema,
      StreamDemand demand) {
    Map<String, KafkaConnection> kafka =
        KafkaConnection.of(bundle, SecretReferences.WITHOUT_FILES::late);
    return new StreamSource("bench", bundle, kafka, DeadLetters.of(bundle, kafka))
        .read(env, table, topic, schema, demand);
  }

  @Override
  public DataStreamSink<?> write(DataStream<RowData> rows, SinkTable table, ResultRows result) {
    return rows.sinkTo(CountingSink.ofColumn(column));
  }
}
