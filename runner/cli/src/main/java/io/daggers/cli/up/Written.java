package io.daggers.cli.up;

import io.daggers.sql.table.SinkTable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a sink really holds, read back from the server.
 *
 * @param where the measurement or the topic
 * @param windows how many distinct times its rows have
 * @param newest the greatest of them; null where there are no rows
 */
record Written(String where, long rows, long windows, @Nullable Instant newest) {

  static String where(SinkTable sink) {
    if (sink instanceof SinkTable.InfluxTable influx) {
      return "InfluxDB %s.%s".formatted(influx.database(), influx.measurement());
    }
    return "Kafka " + ((SinkTable.KafkaTable) sink).topic();
  }
}
