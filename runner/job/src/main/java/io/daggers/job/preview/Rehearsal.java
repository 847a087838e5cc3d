package io.daggers.job.preview;

import io.daggers.definition.DaggerName;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.StartPosition;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.UnknownEndpointException;
import io.daggers.job.testing.QueryTests;
import io.daggers.topology.Environment;
import io.daggers.validator.PlannerException;
import io.daggers.validator.ResolvedDagger;
import io.daggers.validator.Verdict;
import io.daggers.validator.worker.WorkerPlanner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Goes through what {@code dagger run} and {@code dagger test} do, so that a JVM can write down
 * which classes that takes. There is no Kafka: to look for it in vain takes most of them too.
 */
final class Rehearsal {

  private static final Duration UNTIL_KAFKA_IS_LOOKED_FOR = Duration.ofSeconds(3);
  private static final Environment.KafkaCluster NOWHERE =
      new Environment.KafkaCluster("127.0.0.1:1");

  private Rehearsal() {}

  /**
   * @param arguments the root of this repository, and the dagger
   */
  public static void main(String[] arguments) throws Exception {
    RepositoryFiles files = RepositoryFiles.read(Path.of(arguments[0]));
    ResolvedDagger dagger = dagger(files, DaggerName.parse(arguments[1]));
    try (QueryTests tests = QueryTests.start(files)) {
      tests.run(dagger, result -> {});
    }
    try (QueryPreview preview = QueryPreview.open()) {
      preview.start(bundle(dagger), new StartPosition.Earliest(), reference -> reference);
      preview.next(UNTIL_KAFKA_IS_LOOKED_FOR);
    }
    System.exit(0);
  }

  private static ResolvedDagger dagger(RepositoryFiles files, DaggerName name)
      throws PlannerException {
    return WorkerPlanner.judge(files).verdicts().stream()
        .filter(verdict -> verdict.name().equals(name))
        .map(verdict -> ((Verdict.Accepted) verdict).dagger())
        .findFirst()
        .orElseThrow();
  }

  private static JobBundle bundle(ResolvedDagger dagger) throws UnknownEndpointException {
    return JobBundle.of(
        dagger,
        new Environment(
            "rehearsal",
            Environment.Platform.EMBEDDED,
            Map.of("mainstream", NOWHERE, "food", NOWHERE),
            Map.of(
                "default",
                new Environment.InfluxServer("http://127.0.0.1:1", null, null, null, false)),
            Duration.ofDays(1),
            "none",
            "none"));
  }
}
