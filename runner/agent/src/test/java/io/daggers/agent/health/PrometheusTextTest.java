package io.daggers.agent.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That Prometheus can read it, and that people are told of all of it. */
class PrometheusTextTest {

  private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");
  private static final Pattern OF_AGENT_OR_DAGGER =
      Pattern.compile("`(daggers_(?:agent|dagger)_\\w+)");
  private static final Path OPERATE =
      Path.of(System.getProperty("daggers.root"), "docs/operate.md");

  @Test
  void isWhatPrometheusReads() {
    Map<String, ExpositionReader.Family> families = ExpositionReader.read(text());

    assertThat(families.values()).allMatch(family -> family.help().endsWith("."));
    assertThat(families.values())
        .filteredOn(family -> !family.type().equals("gauge"))
        .extracting(ExpositionReader.Family::name, ExpositionReader.Family::type)
        .containsExactly(tuple("daggers_agent_merge_to_running_seconds", "histogram"));
  }

  @Test
  void saysOfTheAgentHowItFares() {
    assertThat(samplesOf("daggers_agent_"))
        .containsExactly(
            "daggers_agent_last_sync_seconds 1.7672256E9",
            "daggers_agent_last_round_seconds 1.7672256E9",
            "daggers_agent_error 0",
            "daggers_agent_frozen 1",
            "daggers_agent_branch_frozen 1",
            "daggers_agent_merge_to_running_seconds_bucket{le=\"5.0\"} 0",
            "daggers_agent_merge_to_running_seconds_bucket{le=\"10.0\"} 1",
            "daggers_agent_merge_to_running_seconds_bucket{le=\"60.0\"} 2",
            "daggers_agent_merge_to_running_seconds_bucket{le=\"+Inf\"} 3",
            "daggers_agent_merge_to_running_seconds_sum 169.5",
            "daggers_agent_merge_to_running_seconds_count 3");
  }

  @Test
  void saysOfEachDaggerHowItHasBeenGoing() {
    String labels = "{environment=\"test\",dagger=\"transport/bookings\"} ";

    assertThat(samplesOf("daggers_dagger_"))
        .contains(
            "daggers_dagger_state{environment=\"test\",dagger=\"transport/bookings\",state=\"restarting\"} 1",
            "daggers_dagger_in_sync" + labels + "0",
            "daggers_dagger_accepted" + labels + "1",
            "daggers_dagger_drift" + labels + "1",
            "daggers_dagger_steady" + labels + "0",
            "daggers_dagger_state_seconds" + labels + "90.0",
            "daggers_dagger_merge_to_running_seconds" + labels + "59.5",
            "daggers_dagger_failures" + labels + "3",
            "daggers_dagger_restarts" + labels + "2",
            "daggers_dagger_rows_out" + labels + "2");
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    assertThat(samplesOf("daggers_dagger_").filter(sample -> sample.contains("quiet/one")))
        .containsExactly(
            "daggers_dagger_state{environment=\"test\",dagger=\"quiet/one\",state=\"none\"} 1",
            "daggers_dagger_in_sync{environment=\"test\",dagger=\"quiet/one\"} 1",
            "daggers_dagger_accepted{environment=\"test\",dagger=\"quiet/one\"} 1",
            "daggers_dagger_drift{environment=\"test\",dagger=\"quiet/one\"} 0",
            "daggers_dagger_steady{environment=\"test\",dagger=\"quiet/one\"} 0",
            "daggers_dagger_failures{environment=\"test\",dagger=\"quiet/one\"} 0");
  }

  @Test
  void operatorsAreToldOfEachMetricAndOfNoOther() throws IOException {
    Set<String> documented = new TreeSet<>();
    Matcher name = OF_AGENT_OR_DAGGER.matcher(Files.readString(OPERATE));
    while (name.find()) {
      documented.add(name.group(1));
    }

    assertThat(documented).isEqualTo(new TreeSet<>(ExpositionReader.read(text()).keySet()));
  }

  private static Stream<String> samplesOf(String prefix) {
    return text().lines().filter(line -> line.startsWith(prefix));
  }

  private static String text() {
    return PrometheusText.of(status(), T.plusSeconds(90));
  }

  private static Status status() {
    return new Status(
        "test",
        "https://git.example.com/daggers.git",
        "main",
        "1".repeat(40),
        T,
        T,
        T,
        null,
        "commit 111111111111 would remove much",
        new Status.Held("2".repeat(40), "branch 'main' is frozen"),
        Distribution.upTo(5, 10, 60).with(10).with(59.5).with(100),
        null,
        List.of(),
        List.of(
            dagger(
                "transport/bookings",
                "restarting",
                false,
                new DaggerStatus.Course(T, false, true, 3, 2L, 59.5),
                new DaggerStatus.Metrics(
                    1L, 2L, T, 3.0, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11.0, 12.0, List.of("food"))),
            dagger(
                "quiet/one",
                "none",
                true,
                new DaggerStatus.Course(null, false, false, 0, null, null),
                new DaggerStatus.Metrics(
                    null, null, null, null, null, null, null, null, null, null, null, null, null,
                    null))));
  }

  private static DaggerStatus dagger(
      String name,
      String state,
      boolean inSync,
      DaggerStatus.Course course,
      DaggerStatus.Metrics metrics) {
    return new DaggerStatus(
        name,
        "accepted",
        state,
        "keep",
        "runs as committed",
        null,
        null,
        inSync,
        "1".repeat(40),
        null,
        null,
        null,
        null,
        null,
        course,
        metrics,
        List.of());
  }
}
