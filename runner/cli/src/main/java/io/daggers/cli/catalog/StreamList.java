package io.daggers.cli.catalog;

import io.daggers.cli.TextTable;
import io.daggers.topology.Stream;
import java.util.Collection;
import java.util.List;

/** All streams at a glance. */
public final class StreamList {

  private static final int MOST_NAMES = 3;

  private StreamList() {}

  public static List<String> lines(Collection<Stream> streams, StreamUse use) {
    TextTable table = new TextTable("SCHEMA", "TOPICS", "EVENT TIME", "READ BY", "WRITTEN BY");
    for (Stream stream : streams) {
      table.add(
          stream.schemaName(),
          SchemaPage.topics(stream),
          stream.eventTime().value().field(),
          some(use.readers(stream.schemaName())),
          some(use.writers(stream.schemaName())));
    }
    return table.lines();
  }

  private static String some(List<String> names) {
    if (names.isEmpty()) {
      return "-";
    }
    String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    return names.size() > MOST_NAMES ? first + ", and " + (names.size() - MOST_NAMES) : first;
  }
}
