package io.daggers.job.edit;

import java.util.List;
import java.util.stream.Collectors;

/** What was tried and what came of it, for people. */
final class StateTable {

  private static final String LINE = "%-52s %-72s %-8s %-8s %s%n";

  private static final String HEAD =
      """
      # What an edit does to the state of a running dagger

      A job that runs keeps state: what open windows have counted, rows that wait for their other half. This page says for
      common edits what becomes of it when they are merged. A test writes it: it makes each of these edits to a job on a real
      Flink, with a savepoint, once with state on the heap and once in RocksDB, and compares what is written with what a job
      writes that was never interrupted. Edit `runner/job/src/test/resources/edits/` to add one.

      **Kept**: the new job goes on where the old one stopped. *All rows* means that the results are as if there had been no
      edit or as if the new definition had run from the beginning; *rows from now on*, that those written before the edit are
      as the old definition has them and those after it are as if the new definition had run all the time.

      **Refused**: the state is not taken over. Where both definitions tell the windows of their results, open ones are
      [counted anew](adr/0035-count-open-windows-anew.md). Otherwise the old job keeps running until the text of `reset` changes,
      and the new one then starts without the old state. The last column says what would have come of it if the new definition had taken the old state: *wrong rows*,
      silently, or *does not start*, at least with one of the two. Where it gives a reason instead, the rows would have been
      right.
      """;

  private StateTable() {}

  static void print(List<Trial> trials) {
    System.out.printf(LINE, "DAGGER", "EDIT", "BACKEND", "STATE", "ROWS");
    for (Trial trial : trials) {
      String backend = trial.backend().toString();
      String state = trial.state().toString();
      String rows = trial.seen().inWords();
      System.out.printf(LINE, trial.about(), trial.edit().edit(), backend, state, rows);
    }
  }

  static String document(List<Edits> all, List<Trial> trials) {
    return HEAD + all.stream().map(edits -> part(edits, trials)).collect(Collectors.joining());
  }

  private static String part(Edits edits, List<Trial> trials) {
    return "\n## "
        + edits.about()
        + "\n\n```sql\n"
        + edits.query()
        + "```\n\n| edit | state | what comes of it |\n| --- | --- | --- |\n"
        + edits.edits().stream()
            .map(edit -> line(edit, of(edits, edit, trials)))
            .collect(Collectors.joining());
  }

  private static List<Trial> of(Edits edits, Edits.Edit edit, List<Trial> trials) {
    return trials.stream()
        .filter(trial -> trial.about().equals(edits.about()) && trial.edit().equals(edit))
        .toList();
  }

  private static String line(Edits.Edit edit, List<Trial> trials) {
    String state = trials.get(0).state() == Edits.State.KEPT ? "kept" : "refused";
    String note = edit.note() == null ? "" : "; " + edit.note();
    return "| %s | %s | %s%s |%n".formatted(edit.edit(), state, outcome(edit, trials), note);
  }

  private static String outcome(Edits.Edit edit, List<Trial> trials) {
    if (edit.rightAllTheSame() != null) {
      return edit.rightAllTheSame();
    }
    if (edit.startsByChance()) {
      return "wrong rows, or does not start";
    }
    return trials.stream()
        .map(Trial::seen)
        .filter(Trial.Seen.NotStarted.class::isInstance)
        .findFirst()
        .map(Trial.Seen::inWords)
        .orElseGet(
            () ->
                trials.stream()
                    .map(trial -> trial.seen().inWords())
                    .distinct()
                    .collect(Collectors.joining(" or ")));
  }
}
