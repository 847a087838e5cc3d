package io.daggers.definition;

import io.daggers.diagnostic.Location;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test of a dagger's query, as written in {@code tests/<case>.yaml}.
 *
 * @param name the file's name without its ending
 * @param given what happens to the tables, in the order in which it happens
 * @param expect the rows that must come out, in any order
 * @param late how many rows must be dropped as late; null where that is not tested
 */
public record TestCase(
    String name,
    String file,
    List<Given> given,
    List<YamlNode.Mapping> expect,
    @Nullable Located<Integer> late) {

  public TestCase {
    given = List.copyOf(given);
    expect = List.copyOf(expect);
  }

  /** Something that happens to one table. */
  public sealed interface Given {

    Located<String> table();

    Location location();

    /** The place among what happens to other tables. */
    int at();
  }

  /** A record arrives: protobuf JSON, written as YAML. */
  public record Row(Located<String> table, int at, YamlNode.Mapping fields) implements Given {
    @Override
    public Location location() {
      return fields.location();
    }
  }

  /** Event time comes to a time. */
  public record Watermark(Located<String> table, int at, Located<Instant> time) implements Given {
    @Override
    public Location location() {
      return time.location();
    }
  }
}
