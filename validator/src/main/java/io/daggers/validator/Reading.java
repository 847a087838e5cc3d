package io.daggers.validator;

import io.daggers.definition.Dagger;
import io.daggers.definition.DaggerName;
import io.daggers.definition.InfluxSink;
import io.daggers.definition.KafkaSink;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.table.StreamTable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dagger as far as its files alone tell.
 *
 * @param sources those that could be resolved
 */
record Reading(
    DaggerName name, Optional<Dagger> dagger, List<StreamTable> sources, Findings findings) {

  /** The measurement, in whichever database, or the schema, in whichever topic, it writes. */
  Optional<String> target() {
    return dagger
        .map(Dagger::sink)
        .map(
            sink ->
                sink instanceof InfluxSink influx
                    ? "influx " + influx.measurement().value()
                    : "kafka " + ((KafkaSink) sink).schema().value());
  }

  /** Findings of our own stay, whatever the planner says. */
  void hear(@Nullable PlanAnswer answer) {
    if (answer != null) {
      findings.addAll(answer.diagnostics());
    }
  }
}
