package io.daggers.topology;

import static io.daggers.definition.YamlType.COUNT;
import static io.daggers.definition.YamlType.TEXT;

import io.daggers.definition.Located;
import io.daggers.definition.YamlObject;
import io.daggers.definition.YamlShape;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.topology.Environment.DeadLetters;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the key {@code dead_letters} of an environment. */
final class DeadLettersReader {

  static final YamlShape SHAPE =
      YamlShape.of("dead_letters")
          .optional("cluster", TEXT, "The Kafka cluster of the topic, by its name above.")
          .optional("topic", TEXT, "Where they are kept. Default: they are only counted.")
          .optional(
              "most_per_minute",
              COUNT,
              "A job fails where it has more than this in a minute and more than most_percent."
                  + " Default: 1000.")
          .optional(
              "most_percent",
              COUNT,
              "Of the records of that minute; 100: the share does not matter. Default: 10.");

  private DeadLettersReader() {}

  /**
   * @param clusters the names of the environment's Kafka clusters
   */
  static DeadLetters read(YamlObject object, Set<String> clusters, Findings findings) {
    return new DeadLetters(
        topic(object, clusters, findings),
        object
            .positiveInt("most_per_minute")
            .map(Located::value)
            .orElse(DeadLetters.DEFAULT_MOST_PER_MINUTE),
        object
            .parsed("most_percent", "a whole number from 1 to 100", DeadLettersReader::percent)
            .map(Located::value)
            .orElse(DeadLetters.DEFAULT_MOST_PERCENT));
  }

  private static @Nullable Topic topic(YamlObject object, Set<String> clusters, Findings findings) {
    Optional<Located<String>> cluster = object.text("cluster");
    Optional<Located<String>> topic = object.text("topic");
    if (cluster.isPresent() != topic.isPresent()) {
      findings.add(
          Diagnostic.error(
              Code.DG0105,
              object.location(),
              "'dead_letters' needs both 'cluster' and 'topic', or neither",
              "without them dead letters are only counted"));
      return null;
    }
    if (cluster.isEmpty()) {
      return null;
    }
    if (!clusters.contains(cluster.get().value())) {
      findings.add(
          Diagnostic.error(
              Code.DG0206,
              cluster.get().location(),
              "there is no Kafka cluster '" + cluster.get().value() + "' in this environment",
              "write one of those under kafka: " + String.join(", ", clusters)));
      return null;
    }
    return new Topic(cluster.get().value(), topic.get().value());
  }

  private static int percent(String text) {
    int number = Integer.parseInt(text);
    if (number < 1 || number > 100) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }
}
