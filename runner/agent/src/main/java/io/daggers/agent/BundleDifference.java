package io.daggers.agent;

import io.daggers.job.bundle.JobBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs between two definitions of a job, in words. */
final class BundleDifference {

  private final List<String> scale = new ArrayList<>();
  private final List<String> rest = new ArrayList<>();

  BundleDifference(JobBundle before, JobBundle after) {
    if (before.parallelism() != after.parallelism()) {
      scale.add("parallelism %d to %d".formatted(before.parallelism(), after.parallelism()));
    }
    if (!before.resources().equals(after.resources())) {
      scale.add("memory");
    }
    note(before.query(), after.query(), "the query");
    note(before.sources(), after.sources(), "the sources");
    note(before.sink(), after.sink(), "the sink");
    note(before.schemas(), after.schemas(), "the schemas");
    note(before.stateTtl(), after.stateTtl(), "how long state is kept");
    note(before.reset(), after.reset(), "the text of reset");
    note(before.checkpointInterval(), after.checkpointInterval(), "the checkpoint interval");
    note(before.stateBackend(), after.stateBackend(), "where state is kept while it runs");
    note(before.kafkaClusters(), after.kafkaClusters(), "the endpoints of Kafka");
    note(before.influxServer(), after.influxServer(), "the endpoint of InfluxDB");
    note(
        before.transactionTimeout(),
        after.transactionTimeout(),
        "how long results for Kafka may wait to be committed");
    note(before.deadLetters(), after.deadLetters(), "what becomes of dead letters");
  }

  private void note(@Nullable Object before, @Nullable Object after, String what) {
    if (!Objects.equals(before, after)) {
      rest.add(what);
    }
  }

  boolean isScaleOnly() {
    return rest.isEmpty() && !scale.isEmpty();
  }

  List<String> words() {
    List<String> all = new ArrayList<>(rest);
    all.addAll(scale);
    return all;
  }
}
