package io.daggers.definition;

import io.daggers.diagnostic.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points of one measurement.
 *
 * @param server a name from the environment; null means {@code default}
 * @param database null means the one of the team's name
 * @param time the output column that holds the point's time
 */
public record InfluxSink(
    @Nullable Located<String> server,
    @Nullable Located<String> database,
    Located<String> measurement,
    Located<String> time,
    List<Tag> tags,
    List<Field> fields,
    Location location)
    implements Sink {

  public InfluxSink {
    tags = List.copyOf(tags);
    fields = List.copyOf(fields);
  }

  /**
   * @param name the tag's key in InfluxDB
   * @param column the output column it is taken from
   */
  public record Tag(String name, Located<String> column) {}

  /**
   * @param name the field's key in InfluxDB
   * @param column the output column it is taken from
   * @param otherwise what is written for NULL; null leaves the field out of the point
   */
  public record Field(String name, Located<String> column, @Nullable Located<String> otherwise) {}
}
