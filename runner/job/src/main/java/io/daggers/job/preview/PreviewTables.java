package io.daggers.job.preview;

import io.daggers.definition.StartPosition;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.KafkaConnection;
import io.daggers.job.deadletter.DeadLetters;
import io.daggers.job.source.StreamSource;
import io.daggers.schema.Schema;
import io.daggers.sql.table.ResultRows;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.sql.table.TableRuntime;
import io.daggers.topology.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** The topics of a job, read without leaving a trace, and a queue in place of its sink. */
final class PreviewTables implements TableRuntime {

  /**
   * A partition is silent only where it is read to its end, so what is there already is not late.
   */
  private static final Duration SILENCE = Duration.ofMillis(500);

  private final JobBundle bundle;
  private final StartPosition from;
  private final Map<String, KafkaConnection> kafka;
  private final String queue;
  private @Nullable RowType columns;

  /**
   * @param from where every source begins, whatever the dagger says
   * @param kafka connections to Kafka clusters, by their names
   * @param queue the name of the queue that takes the rows
   */
  PreviewTables(
      JobBundle bundle, StartPosition from, Map<String, KafkaConnection> kafka, String queue) {
    this.bundle = bundle;
    this.from = from;
    this.kafka = kafka;
    this.queue = queue;
  }

  /** The query's output columns, once it is planned. */
  RowType columns() {
    if (columns == null) {
      throw new IllegalStateException("not planned yet");
    }
    return columns;
  }

  @Override
  public DataStream<RowData> read(
      StreamExecutionEnvironment env,
      StreamTable table,
      Topic topic,
      Schema schema,
      StreamDemand demand) {
    return new StreamSource("dagger-run/" + bundle.dagger(), bundle, kafka, notKept(), SILENCE)
        .read(env, table.startingAt(from).waitingFor(SILENCE), topic, schema, demand);
  }

  @Override
  public DataStreamSink<?> write(DataStream<RowData> rows, SinkTable table, ResultRows result) {
    columns = result.columns();
    return rows.sinkTo(new QueueSink(queue, columns));
  }

  private DeadLetters notKept() {
    DeadLetters ofJob = DeadLetters.of(bundle, kafka);
    return new DeadLetters(
        ofJob.dagger(), ofJob.environment(), ofJob.revision(), null, ofJob.limit());
  }
}
