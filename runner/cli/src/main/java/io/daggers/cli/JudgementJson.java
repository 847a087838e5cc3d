package io.daggers.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.daggers.agent.health.Finding;
import io.daggers.validator.Judgement;
import io.daggers.validator.Verdict;
import java.util.List;

/** {@code validate --output json}: one object, whose shape only grows within a version. */
record JudgementJson(int version, List<DaggerJson> daggers, List<Finding> repository) {

  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  record DaggerJson(String name, String verdict, List<Finding> diagnostics) {}

  static String write(Judgement judgement) {
    JudgementJson json =
        new JudgementJson(
            VERSION,
            judgement.verdicts().stream().map(JudgementJson::dagger).toList(),
            judgement.repository().stream().map(Finding::of).toList());
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("findings that cannot be written", e);
    }
  }

  private static DaggerJson dagger(Verdict verdict) {
    return new DaggerJson(
        verdict.name().toString(),
        verdict instanceof Verdict.Accepted ? "accepted" : "rejected",
        verdict.diagnostics().stream().map(Finding::of).toList());
  }
}
