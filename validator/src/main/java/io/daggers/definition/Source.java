package io.daggers.definition;

import io.daggers.diagnostic.Location;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream read under a table name inside one dagger.
 *
 * @param table the name in the SQL
 * @param schema the protobuf message's full name
 * @param clusters Kafka clusters to read; empty means all that carry the schema
 * @param topics topics to read; empty means all of the schema
 * @param start where to begin without state; null means the latest record
 * @param watermark how far out of order rows may come; null means as the stream says
 * @param idle after which silence a partition no longer holds back time; null: as the stream says
 */
public record Source(
    Located<String> table,
    Located<String> schema,
    List<Located<String>> clusters,
    List<Located<String>> topics,
    @Nullable StartPosition start,
    @Nullable Duration watermark,
    @Nullable Duration idle) {

  public Source {
    clusters = List.copyOf(clusters);
    topics = List.copyOf(topics);
  }

  public Location location() {
    return schema.location();
  }
}
