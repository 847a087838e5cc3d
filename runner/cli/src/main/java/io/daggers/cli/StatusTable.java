package io.daggers.cli;

import io.daggers.agent.health.DaggerStatus;
import io.daggers.agent.health.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What runs, one line a dagger. */
public final class StatusTable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private StatusTable() {}

  /** The table's lines; lag is counted from the newest window to now. */
  public static List<String> lines(Status status, Instant now) {
    if (status.revision() == null && status.error() == null) {
      return List.of("the agent reads the repository ...");
    }
    TextTable table =
        new TextTable(
            "DAGGER",
            "STATE",
            "STEADY",
            ">ROWS OUT",
            ">LATE",
            ">SET ASIDE",
            "NEWEST WINDOW",
            ">LAG",
            "REASON");
    for (DaggerStatus dagger : status.daggers()) {
      DaggerStatus.Metrics metrics = dagger.metrics();
      table.add(
          dagger.name(),
          state(dagger),
          steady(dagger),
          count(metrics.rowsOut()),
          count(metrics.late()),
          count(metrics.deadLetters()),
          metrics.newestWindow() == null ? "-" : TIME.format(metrics.newestWindow()),
          lag(metrics.newestWindow(), now),
          dagger.inSync() ? "" : dagger.reason());
    }
    List<String> lines = new ArrayList<>(table.lines());
    for (String trouble : Arrays.asList(status.error(), status.freeze())) {
      if (trouble != null) {
        lines.add("");
        lines.add("! " + trouble);
      }
    }
    return lines;
  }

  private static String count(@Nullable Long value) {
    return value == null ? "-" : number(value);
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String state(DaggerStatus dagger) {
    boolean starts = dagger.state().equals("none") && dagger.change().equals("start");
    if (starts) {
      return "starting";
    }
    if ("refuse".equals(dagger.change()) && "accepted".equals(dagger.verdict())) {
      return dagger.state() + " (edit refused)";
    }
    return "rejected".equals(dagger.verdict())
        ? dagger.state().equals("none") ? "rejected" : dagger.state() + " (new one rejected)"
        : dagger.state();
  }

  /** Whether it is a definition to go back to. */
  private static String steady(DaggerStatus dagger) {
    if (dagger.course().steady()) {
      return "yes";
    }
    return dagger.state().equals("none") ? "-" : "not yet";
  }

  private static String lag(@Nullable Instant newest, Instant now) {
    if (newest == null) {
      return "-";
    }
    Duration lag = Duration.between(newest, now);
    if (lag.compareTo(Duration.ofMinutes(3)) < 0) {
      return lag.toSeconds() + " s";
    }
    return lag.compareTo(Duration.ofHours(3)) < 0 ? lag.toMinutes() + " m" : lag.toHours() + " h";
  }
}
