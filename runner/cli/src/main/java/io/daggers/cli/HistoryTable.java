package io.daggers.cli;

import io.daggers.agent.health.HistoryLine;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What was done about a dagger, one line a step. */
final class HistoryTable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final int DIGITS = 12;

  private HistoryTable() {}

  static List<String> lines(List<HistoryLine> history) {
    TextTable table =
        new TextTable("TIME (UTC)", "STEP", "OUTCOME", "COMMIT", "BY", "REASON", "SAVEPOINT");
    for (HistoryLine line : history) {
      table.add(
          TIME.format(line.time()),
          line.step(),
          line.outcome(),
          brief(line.revision()),
          line.author() == null ? "-" : line.author(),
          line.error() == null ? line.reason() : line.reason() + ": " + line.error(),
          line.state() == null ? "" : line.state());
    }
    return table.lines();
  }

  /** The first digits of a revision, which are enough to name it. */
  static String brief(String revision) {
    return revision.substring(0, Math.min(DIGITS, revision.length()));
  }
}
