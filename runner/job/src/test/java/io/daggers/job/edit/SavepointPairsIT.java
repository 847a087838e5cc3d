package io.daggers.job.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.job.bundle.JobBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Edits daggers that run, on a real Flink with real savepoints, and compares what they write with
 * what they would have written without interruption. {@code resources/edits/} says what is edited.
 */
class SavepointPairsIT {

  private static final Path EDITS =
      Path.of(System.getProperty("daggers.root"), "runner/job/src/test/resources/edits");
  private static final Path DOCUMENT =
      Path.of(System.getProperty("daggers.root"), "docs/state-changes.md");
  private static final int AT_ONCE = 3;

  private static final List<Edits> ALL = Edits.readAll(EDITS);
  private static List<Trial> trials = List.of();

  @BeforeAll
  static void tryAllEdits(@TempDir Path folder) throws Exception {
    EditedDaggers daggers = new EditedDaggers(EDITS);
    Map<String, List<Feed>> feeds = Trips.of(daggers.schemas());
    List<EditedDaggers.Judged> judged = ALL.stream().map(daggers::judge).toList();
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    try (Jobs heap = Jobs.start(Jobs.Backend.HASHMAP, folder, feeds);
        Jobs rocks = Jobs.start(Jobs.Backend.ROCKSDB, folder, feeds)) {
      List<Callable<List<Trial>>> work = new ArrayList<>();
      for (int i = 0; i < ALL.size(); i++) {
        Edits edits = ALL.get(i);
        EditedDaggers.Judged bundles = judged.get(i);
        work.add(() -> trials(edits, bundles, heap, rocks));
      }
      List<Trial> all = new ArrayList<>();
      for (Future<List<Trial>> done : workers.invokeAll(work)) {
        all.addAll(done.get());
      }
      trials = all;
    } finally {
      workers.shutdownNow();
    }
    StateTable.print(trials);
  }

  private static List<Trial> trials(Edits edits, EditedDaggers.Judged judged, Jobs heap, Jobs rocks)
      throws Exception {
    Map<Jobs, Jobs.Stopped> stopped =
        Map.of(heap, heap.stopAtEdit(judged.before()), rocks, rocks.stopAtEdit(judged.before()));
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < edits.edits().size(); i++) {
      JobBundle after = judged.after().get(i);
      Edits.State state = Trial.verdict(judged.before(), after);
      Jobs.Uninterrupted other = heap.run(after);
      for (Jobs jobs : List.of(heap, rocks)) {
        Trial.Seen seen;
        try {
          List<String> written =
              state == Edits.State.KEPT
                  ? jobs.goOn(after, stopped.get(jobs))
                  : jobs.force(after, stopped.get(jobs));
          seen = Trial.compare(stopped.get(jobs), written, other);
        } catch (Jobs.FailedException e) {
          seen = new Trial.Seen.NotStarted(e.getMessage());
        }
        trials.add(new Trial(edits.about(), edits.edits().get(i), jobs.backend(), state, seen));
      }
    }
    return trials;
  }

  @Test
  void stateIsKeptOrRefusedAsExpected() {
    assertThat(trials)
        .allSatisfy(trial -> assertThat(trial.state()).isEqualTo(trial.edit().state()));
  }

  @Test
  void whereStateIsKeptRowsAreThoseOfARunWithoutInterruption() {
    assertThat(trials)
        .filteredOn(trial -> trial.state() == Edits.State.KEPT)
        .hasSizeGreaterThan(2 * 20)
        .allSatisfy(
            trial ->
                assertThat(trial.seen())
                    .isEqualTo(
                        switch (trial.edit().comparedRows()) {
                          case ALL -> new Trial.Seen.AllEqual();
                          case FROM_NOW_ON -> new Trial.Seen.EqualFromNowOn();
                        }));
  }

  /** Else the refusal would be caution that costs people their windows for nothing. */
  @Test
  void whereStateIsRefusedItWouldHaveGivenOtherRowsOrNone() {
    assertThat(trials)
        .filteredOn(trial -> trial.state() == Edits.State.REFUSED)
        .hasSizeGreaterThan(2 * 20)
        .allSatisfy(
            trial ->
                assertThat(trial.edit().rightAllTheSame() != null)
                    .isEqualTo(trial.seen().isRight()));
  }

  @Test
  void theDocumentSaysWhatWasSeen() throws Exception {
    String document = StateTable.document(ALL, trials);
    if (Boolean.getBoolean("update")) {
      Files.writeString(DOCUMENT, document);
    }

    assertThat(Files.readString(DOCUMENT)).isEqualTo(document);
  }
}
