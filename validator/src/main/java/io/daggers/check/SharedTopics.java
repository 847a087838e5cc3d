package io.daggers.check;

import io.daggers.definition.DaggerName;
import io.daggers.definition.KafkaSink;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.topology.Topic;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** A topic has one dagger that writes it, or several that say that they share it. */
public final class SharedTopics {

  private SharedTopics() {}

  /** A dagger's use of a topic. */
  public record Use(DaggerName dagger, KafkaSink written, Topic topic) {}

  /**
   * @param uses of all topics, by daggers that have no errors of their own
   * @param findings takes each finding with the dagger it is about
   */
  public static void check(Collection<Use> uses, BiConsumer<DaggerName, Diagnostic> findings) {
    for (Use use : uses) {
      String others =
          uses.stream()
              .filter(other -> other.topic().equals(use.topic()))
              .map(other -> other.dagger().toString())
              .filter(other -> !other.equals(use.dagger().toString()))
              .sorted()
              .collect(Collectors.joining(", "));
      if (!others.isEmpty()) {
        findings.accept(use.dagger(), finding(use, others));
      }
    }
  }

  private static Diagnostic finding(Use use, String others) {
    return Diagnostic.warning(
        Code.DG0529,
        use.written().schema().location(),
        "the topic %s is written by %s as well, and who reads it cannot tell the records apart"
            .formatted(use.topic(), others),
        "write to a topic of its own, or allow DG0529 in each of them if they share it on purpose");
  }
}
