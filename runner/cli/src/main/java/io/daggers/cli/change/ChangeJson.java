package io.daggers.cli.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.daggers.diagnostic.Finding;
import java.util.List;
import java.util.Locale;

/** A report as one object, whose shape only grows within a version. */
public record ChangeJson(int version, List<Dagger> daggers, List<Finding> repository) {

  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * @param environment its name; empty where it does not matter
   * @param error whether it must be mended before a merge
   */
  public record Dagger(
      String name,
      String environment,
      String verdict,
      boolean error,
      String reason,
      List<String> differences,
      List<State> state,
      List<Finding> diagnostics) {}

  /**
   * @param operator the uid, which names what the state means
   * @param fate kept, changed, lost, empty or new
   */
  public record State(String operator, String what, String fate, String why) {}

  public static String write(ChangeReport report) {
    ChangeJson json =
        new ChangeJson(
            VERSION,
            report.effects().stream().map(ChangeJson::dagger).toList(),
            report.repository().stream().map(Finding::of).toList());
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report that cannot be written", e);
    }
  }

  private static Dagger dagger(Effect effect) {
    return new Dagger(
        effect.dagger(),
        effect.environment(),
        effect.verdict(),
        effect.isError(),
        effect.reason(),
        effect.differences(),
        effect.state().stream()
            .map(
                part ->
                    new State(
                        part.uid(),
                        part.what(),
                        part.fate().name().toLowerCase(Locale.ROOT),
                        part.why()))
            .toList(),
        effect.findings().stream().map(Finding::of).toList());
  }
}
