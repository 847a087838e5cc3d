package io.daggers.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import io.daggers.job.Readings.Total;
import io.daggers.job.bundle.JobBundle;
import io.daggers.schema.SchemaCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The totals that a job of {@link Readings} wrote to a topic. */
final class TopicTotals {

  private TopicTotals() {}

  /** By {@link Readings#point}. */
  static Map<String, Total> of(JobBundle bundle, List<ConsumerRecord<byte[], byte[]>> records)
      throws Exception {
    Descriptor total =
        SchemaCatalog.of(bundle.schemas()).schema("faults.v1.Total").orElseThrow().descriptor();
    Map<String, Total> totals = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      DynamicMessage message = DynamicMessage.parseFrom(total, record.value());
      String key = (String) message.getField(total.findFieldByName("key"));
      assertThat(new String(record.key(), UTF_8)).isEqualTo(key);
      totals.put(
          Readings.point(Instant.ofEpochMilli(record.timestamp()), key),
          new Total(
              number(message, "readings"),
              number(message, "amount"),
              number(message, "least"),
              number(message, "greatest")));
    }
    return totals;
  }

  private static long number(DynamicMessage message, String field) {
    return (Long) message.getField(message.getDescriptorForType().findFieldByName(field));
  }
}
