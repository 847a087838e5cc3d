package io.daggers.validator;

import io.daggers.check.SharedMeasurements;
import io.daggers.check.SharedTopics;
import io.daggers.definition.DaggerName;
import io.daggers.definition.InfluxSink;
import io.daggers.definition.KafkaSink;
import io.daggers.definition.Sink;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.table.SinkTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What only shows where daggers are seen together. One with errors tells of no other. */
final class Agreement {

  private Agreement() {}

  /** Adds it to the findings of each. */
  static void check(List<Reading> readings, Map<DaggerName, PlanAnswer> answers) {
    Map<DaggerName, Findings> findings = new HashMap<>();
    List<SharedMeasurements.Use> uses = new ArrayList<>();
    List<SharedTopics.Use> ofTopics = new ArrayList<>();
    for (Reading reading : readings) {
      findings.put(reading.name(), reading.findings());
      PlanAnswer answer = answers.get(reading.name());
      PlanAnswer.Planned planned = answer == null ? null : answer.planned();
      if (planned == null || reading.findings().hasErrors()) {
        continue;
      }
      Sink sink = reading.dagger().orElseThrow().sink();
      if (planned.sink() instanceof SinkTable.InfluxTable table
          && sink instanceof InfluxSink written) {
        uses.add(
            new SharedMeasurements.Use(reading.name(), written, table, planned.plan().columns()));
      } else if (planned.sink() instanceof SinkTable.KafkaTable table
          && sink instanceof KafkaSink written) {
        ofTopics.add(new SharedTopics.Use(reading.name(), written, table.topic()));
      }
    }
    SharedMeasurements.check(uses, (name, diagnostic) -> findings.get(name).add(diagnostic));
    SharedTopics.check(ofTopics, (name, diagnostic) -> findings.get(name).add(diagnostic));
  }
}
