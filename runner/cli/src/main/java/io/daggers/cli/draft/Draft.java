package io.daggers.cli.draft;

import io.daggers.definition.DaggerName;
import io.daggers.topology.Stream;
import io.daggers.topology.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The first version of a dagger.
 *
 * @param source the stream it reads
 * @param target the stream it writes; null means an InfluxDB measurement
 */
record Draft(
    DaggerName name,
    Stream source,
    FirstQuery query,
    @Nullable Stream target,
    List<Output> outputs) {

  Draft {
    outputs = List.copyOf(outputs);
  }

  /** The texts of its files, by their paths in the repository. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(name.folder() + "/dagger.yaml", yaml());
    files.put(name.folder() + "/query.sql", query.sql(table(), outputs));
    files.put(name.folder() + "/tests/first.yaml", test());
    return files;
  }

  private String yaml() {
    return """
        # yaml-language-server: $schema=../../../docs/schema/dagger.json
        description: %s, every minute
        sources:
          %s: %s
        sink:
        %sin:
          local: {start: earliest}
        """
        .formatted(
            description(), table(), source.schemaName(), target == null ? influx() : kafka(target));
  }

  private String description() {
    String words = name.dagger().replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private String influx() {
    return """
          influx:
            measurement: %s
            time: window_start
            tags: [%s]
            fields: [%s]
        """
        .formatted(
            name.dagger().replace('-', '_'),
            names(Output.Kind.GROUP),
            outputs.stream()
                .filter(Output::isMeasure)
                .map(
                    output ->
                        output.kind() == Output.Kind.MEASURE
                            ? output.name()
                            : "{%s: {column: %s, default: 0}}"
                                .formatted(output.name(), output.name()))
                .collect(Collectors.joining(", ")));
  }

  private String kafka(Stream written) {
    List<Topic> topics = written.allTopics();
    String where =
        topics.size() == 1
            ? ""
            : "    cluster: %s\n    topic: %s\n"
                .formatted(topics.get(0).cluster(), topics.get(0).name());
    return "  kafka:\n    schema: %s\n%s    key: [%s]\n"
        .formatted(written.schemaName(), where, key(written));
  }

  private String key(Stream written) {
    boolean selected =
        written.key() != null
            && outputs.stream().anyMatch(o -> o.name().equals(written.key().value()));
    if (selected) {
      return written.key().value();
    }
    String groups = names(Output.Kind.GROUP);
    return groups.isEmpty() ? outputs.get(0).name() : groups;
  }

  private String test() {
    List<String> expected = new ArrayList<>();
    outputs.forEach(output -> expected.add(output.name() + ": " + output.expected()));
    return """
        # Two events of one minute. The end of the input closes every window.
        given:
          %s:
            - %s
            - %s
        expect:
          - {%s}
        """
        .formatted(
            table(),
            query.event(5, outputs),
            query.event(40, outputs),
            String.join(", ", expected));
  }

  private String names(Output.Kind kind) {
    return outputs.stream()
        .filter(output -> output.kind() == kind)
        .map(Output::name)
        .collect(Collectors.joining(", "));
  }

  /** {@code BookingEvent} is read as {@code bookings}. */
  private String table() {
    String schema = source.schemaName();
    String word =
        schema
            .substring(schema.lastIndexOf('.') + 1)
            .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
            .toLowerCase(Locale.ROOT)
            .replaceAll("_event$", "");
    return word.endsWith("y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
  }
}
