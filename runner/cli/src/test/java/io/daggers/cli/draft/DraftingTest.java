package io.daggers.cli.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.DaggerName;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Findings;
import io.daggers.validator.Judgement;
import io.daggers.validator.Validator;
import io.daggers.validator.Verdict;
import io.daggers.validator.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every dagger that the three questions can make, of the project's own streams. */
class DraftingTest {

  private static final Path ROOT = Path.of(System.getProperty("daggers.root"));

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Set<String> sources = new TreeSet<>();
  private final Set<String> sinks = new TreeSet<>();

  @Test
  void makesDaggersThatAreAcceptedWithoutAFinding() throws IOException {
    RepositoryFiles.read(ROOT).under("schemas").forEach(files::put);
    World world = World.read(RepositoryFiles.of(files), new Findings());
    for (String team : List.of("transport", "pricing", "risk")) {
      draftAll(team, world);
    }

    Judgement judgement = Validator.judge(RepositoryFiles.of(files));

    assertThat(sources).containsExactlyInAnyOrderElementsOf(world.streams().keySet());
    assertThat(sinks)
        .contains("influx", "rides.pricing.v1.DemandSupply", "rides.rider.v1.FrequentCanceller");
    assertThat(judgement.verdicts())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            verdict -> {
              assertThat(verdict.diagnostics())
                  .as("%s", verdict.name())
                  .filteredOn(diagnostic -> diagnostic.code() != Code.DG0529) // drafts share topics
                  .isEmpty();
              assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
            });
  }

  @Test
  void writesAFirstTestOfTwoEvents() throws IOException {
    RepositoryFiles repository = RepositoryFiles.read(ROOT);
    Drafting drafting =
        new Drafting(
            new DaggerName("transport", "fares"),
            World.read(repository, new Findings()),
            List.of());

    Map<String, String> drafted = drafting.files("rides.booking.v1.BookingEvent", "sum", "influx");

    assertThat(drafted.get("daggers/transport/fares/tests/first.yaml"))
        .isEqualTo(
            """
            # Two events of one minute. The end of the input closes every window.
            given:
              bookings:
                - {event_timestamp: "2026-01-01T00:00:05Z", status: CANCELLED, fare: {total: 2.5}}
                - {event_timestamp: "2026-01-01T00:00:40Z", status: CANCELLED, fare: {total: 2.5}}
            expect:
              - {window_start: "2026-01-01T00:00:00Z", status: CANCELLED, events: 2, total: 5.0}
            """);
  }

  private void draftAll(String team, World world) {
    int number = 0;
    List<Choice> readable = new Drafting(new DaggerName(team, "any"), world, List.of()).sources();
    for (Choice source : readable) {
      Drafting any = new Drafting(new DaggerName(team, "any"), world, List.of());
      for (Choice measure : any.measures(source.word())) {
        for (Choice sink : any.sinks(source.word(), measure.word())) {
          boolean influx = sink.word().equals("influx");
          boolean once = influx ? team.equals("transport") : measure.word().equals("count");
          if (!once) {
            continue;
          }
          DaggerName name = new DaggerName(team, "draft-" + number++);
          sources.add(source.word());
          sinks.add(sink.word());
          new Drafting(name, world, List.of())
              .files(source.word(), measure.word(), sink.word())
              .forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
    assertThat(new ArrayList<>(readable)).isNotEmpty();
  }
}
