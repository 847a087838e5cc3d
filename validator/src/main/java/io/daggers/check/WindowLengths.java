package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Column;
import io.daggers.sql.origin.Window;
import io.daggers.sql.origin.WindowTrace;
import io.daggers.sql.table.StreamTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIntervalLiteral;

/** The lengths of a window can be, and are of a likely size. */
final class WindowLengths implements QueryCheck {

  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final int MOST_OVERLAPS = 1_000;

  @Override
  public void check(CheckedQuery query, Findings findings) {
    for (Window window : query.origins().windows()) {
      boolean possible = true;
      for (String parameter : List.of("SIZE", "SLIDE", "STEP", "GAP")) {
        Optional<SqlIntervalLiteral> length = window.interval(parameter);
        possible &= length.isEmpty() || isPossible(length.get(), query, findings);
      }
      if (possible) {
        checkParts(window, query, findings);
        checkOffset(window, query, findings);
        checkSize(window, query, findings);
      }
    }
  }

  private static boolean isPossible(
      SqlIntervalLiteral length, CheckedQuery query, Findings findings) {
    Optional<Duration> duration = Window.duration(length);
    if (duration.isEmpty()) {
      findings.add(
          Diagnostic.error(
              Code.DG0324,
              query.at(length),
              "months and years differ in length, and a window has one length",
              "write days, hours, minutes or seconds: INTERVAL '30' DAY"));
      return false;
    }
    if (duration.get().isZero() || duration.get().isNegative()) {
      findings.add(
          Diagnostic.error(
              Code.DG0324,
              query.at(length),
              "a window must be longer than nothing",
              "write a positive interval: INTERVAL '1' MINUTE"));
      return false;
    }
    return true;
  }

  /** The size is a multiple of the slide of HOP, or of the step of CUMULATE. */
  private static void checkParts(Window window, CheckedQuery query, Findings findings) {
    String parameter = window.name().equals("HOP") ? "SLIDE" : "STEP";
    Optional<SqlIntervalLiteral> partLiteral = window.interval(parameter);
    Optional<SqlIntervalLiteral> sizeLiteral = window.interval("SIZE");
    if (partLiteral.isEmpty() || sizeLiteral.isEmpty()) {
      return;
    }
    Duration part = Window.duration(partLiteral.get()).orElseThrow();
    Duration size = Window.duration(sizeLiteral.get()).orElseThrow();
    String word = parameter.toLowerCase(java.util.Locale.ROOT);
    if (size.toMillis() % part.toMillis() != 0) {
      boolean swapped = part.toMillis() % size.toMillis() == 0;
      findings.add(
          Diagnostic.error(
              Code.DG0324,
              query.at(partLiteral.get()),
              "the size of the window is not a multiple of its " + word,
              swapped
                  ? "the %s stands first, then the size: exchange the two".formatted(word)
                  : "choose a %s that goes into the size without a remainder".formatted(word)));
    } else if (size.dividedBy(part) > MOST_OVERLAPS) {
      findings.add(
          Diagnostic.warning(
              Code.DG0326,
              query.at(partLiteral.get()),
              "every event falls into %,d windows".formatted(size.dividedBy(part)),
              "choose a longer %s, or a shorter size".formatted(word)));
    }
  }

  /** A window that is moved by its own length or more is one that is moved by less. */
  private static void checkOffset(Window window, CheckedQuery query, Findings findings) {
    Optional<SqlIntervalLiteral> offset = window.interval("OFFSET");
    Optional<Duration> moved = offset.flatMap(Window::duration);
    Optional<Duration> size = window.interval("SIZE").flatMap(Window::duration);
    if (window.name().equals("TUMBLE")
        && moved.isPresent()
        && size.isPresent()
        && moved.get().abs().compareTo(size.get()) >= 0) {
      findings.add(
          Diagnostic.error(
              Code.DG0324,
              query.at(offset.get()),
              "the offset must be shorter than the window",
              "take the length of the window off it: every window begins one length after another"));
    }
  }

  private static void checkSize(Window window, CheckedQuery query, Findings findings) {
    Optional<SqlIntervalLiteral> literal = window.interval("SIZE").or(() -> window.interval("GAP"));
    if (literal.isEmpty()) {
      return;
    }
    Duration size = Window.duration(literal.get()).orElseThrow();
    if (size.compareTo(LONGEST) > 0) {
      findings.add(
          Diagnostic.warning(
              Code.DG0326,
              query.at(literal.get()),
              "a window of %d days keeps its groups for so long, and writes nothing before it ends"
                  .formatted(size.toDays()),
              "make shorter windows and add them up where they are read, or use CUMULATE"));
    } else if (size.compareTo(SHORTEST) < 0) {
      findings.add(
          Diagnostic.warning(
              Code.DG0326,
              query.at(literal.get()),
              "a window of less than a second makes a point for every few events",
              "choose a size of a second or more"));
    }
    if (!window.name().equals("SESSION")) {
      delay(window)
          .filter(delay -> size.compareTo(delay) < 0)
          .ifPresent(
              delay ->
                  findings.add(
                      Diagnostic.warning(
                          Code.DG0325,
                          query.at(literal.get()),
                          "the window is shorter than the %s that events may come late"
                              .formatted(words(delay)),
                          "it is written so long after it ends: choose a longer window, or set watermark: in the source")));
    }
  }

  private static Optional<Duration> delay(Window window) {
    return window
        .time()
        .map((Column time) -> WindowTrace.streams(time))
        .map(Set::stream)
        .flatMap(streams -> streams.map(StreamTable::watermark).max(Duration::compareTo));
  }

  private static String words(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
