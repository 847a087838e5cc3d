package io.daggers.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A way to compute the seed's query: bookings and revenue by city, vehicle and S2 cell. */
interface Contender {

  String TOPIC = "booking-log";

  /** The seed's query over a table {@code bookings}: that of one of the project's own daggers. */
  static String query() {
    try {
      return Files.readString(
          Checkout.ROOT.resolve("daggers/transport/completed-bookings/query.sql"));
    } catch (IOException e) {
      throw new UncheckedIOException("the query cannot be read", e);
    }
  }

  /** The position of the count in the query's rows. */
  int COUNT = 4;

  /** Its job, which reads the topic from the beginning and never ends by itself. */
  StreamGraph graph(String bootstrapServers) throws Exception;
}
