package io.daggers.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.StartPosition;
import io.daggers.diagnostic.Findings;
import io.daggers.job.codec.StreamRow;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.RowTypes;
import io.daggers.sql.table.RowFilter;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.EventTime;
import io.daggers.topology.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.table.types.logical.RowType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Trips of which a query wants those in Medan. */
class FetchedRecordsTest {

  private static final TopicPartition FIRST = new TopicPartition("trips", 0);
  private static final TopicPartition SECOND = new TopicPartition("trips", 1);
  private static final String PROTO =
      """
      syntax = "proto3";
      package transport;
      message Trip { string city = 1; int64 millis = 2; }
      """;

  private final InternalSourceReaderMetricGroup metrics =
      InternalSourceReaderMetricGroup.wrap(
          UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup());
  private final List<Map<TopicPartition, Long>> told = new ArrayList<>();

  @Test
  void handsOverWhatIsWantedAndOneRecordForAllOthers() throws IOException {
    FetchedRecords fetched =
        fetched(
            Map.of(
                FIRST,
                List.of(
                    trip(FIRST, 10, "Padang", 9_000),
                    trip(FIRST, 11, "Medan", 7_000),
                    trip(FIRST, 12, "Padang", 8_000))));

    assertThat(fetched.nextSplit()).isEqualTo("trips-0");
    assertThat(all(fetched)).containsExactly("11: wanted at 7000", "12: only time, 9000");
    assertThat(fetched.nextSplit()).isNull();
  }

  @Test
  void addsNothingWhereAllIsWanted() throws IOException {
    FetchedRecords fetched = fetched(Map.of(FIRST, List.of(trip(FIRST, 10, "Medan", 7_000))));

    fetched.nextSplit();

    assertThat(all(fetched)).containsExactly("10: wanted at 7000");
  }

  @Test
  void aDeadRecordIsHandedOverAndTellsNoTime() throws IOException {
    FetchedRecords fetched = fetched(Map.of(FIRST, List.of(record(FIRST, 10, new byte[] {-1}))));

    fetched.nextSplit();

    assertThat(all(fetched)).containsExactly("10: dead");
  }

  @Test
  void countsAllAndTellsHowFarItReadWhenItIsDone() throws IOException {
    FetchedRecords fetched =
        fetched(
            Map.of(
                FIRST,
                List.of(trip(FIRST, 10, "Padang", 1), trip(FIRST, 11, "Padang", 2)),
                SECOND,
                List.of(trip(SECOND, 4, "Medan", 1), trip(SECOND, 5, "Padang", 2))));
    int handedOver = 0;
    while (fetched.nextSplit() != null) {
      handedOver += all(fetched).size();
    }

    assertThat(told).isEmpty();
    fetched.recycle();

    assertThat(told).containsExactly(Map.of(FIRST, 12L));
    // Flink's base of source readers counts what is handed over.
    assertThat(metrics.getIOMetricGroup().getNumRecordsInCounter().getCount() + handedOver)
        .isEqualTo(4);
  }

  private FetchedRecords fetched(Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records)
      throws IOException {
    Findings findings = new Findings();
    Schema schema =
        SchemaCatalog.compile(
                RepositoryFiles.of(Map.of("schemas/trip.proto", PROTO.getBytes(UTF_8))), findings)
            .schema("transport.Trip")
            .orElseThrow();
    Topic topic = new Topic("main", "trips");
    StreamTable table =
        new StreamTable(
            "trips",
            schema.name(),
            new EventTime("millis", EventTime.Unit.MILLISECONDS),
            List.of(topic),
            Duration.ZERO,
            Duration.ofSeconds(30),
            null,
            new StartPosition.Earliest());
    RowType columns = RowTypes.of(schema.descriptor());
    RowFilter inMedan =
        new RowFilter.Within(List.of(0), List.of(RowFilter.Range.point("Medan")), false);
    RecordReader reader =
        new RecordReader(
            table, schema, new StreamDemand(columns, columns, inMedan), topic.cluster());
    reader.open(metrics);
    ConsumerMetrics consumerMetrics = new ConsumerMetrics(metrics);
    records.keySet().forEach(consumerMetrics::registerTopicPartition);
    return new FetchedRecords(
        new ConsumerRecords<>(records, Map.of()),
        reader,
        Map.of(FIRST, 12L),
        told::add,
        consumerMetrics);
  }

  private static List<String> all(FetchedRecords fetched) {
    List<String> all = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record = fetched.nextRecordFromSplit();
        record != null;
        record = fetched.nextRecordFromSplit()) {
      all.add(record.offset() + ": " + words(((ReadRecord) record).row()));
    }
    return all;
  }

  private static String words(StreamRow row) {
    if (row instanceof DeadRow) {
      return "dead";
    }
    return (row.isWanted() ? "wanted at " : "only time, ") + row.eventTimeMillis();
  }

  private static ConsumerRecord<byte[], byte[]> trip(
      TopicPartition partition, long offset, String city, long millis) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeString(1, city);
    out.writeInt64(2, millis);
    out.flush();
    return record(partition, offset, bytes.toByteArray());
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long offset, byte[] value) {
    return new ConsumerRecord<>(
        partition.topic(), partition.partition(), offset, new byte[0], value);
  }
}
