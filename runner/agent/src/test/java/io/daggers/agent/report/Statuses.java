package io.daggers.agent.report;

import io.daggers.agent.health.DaggerStatus;
import io.daggers.agent.health.Distribution;
import io.daggers.agent.health.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an agent may have found. */
final class Statuses {

  static final String FIRST = "1".repeat(40);
  static final String SECOND = "2".repeat(40);

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private Statuses() {}

  static Status of(String revision, DaggerStatus... daggers) {
    return of(revision, null, daggers);
  }

  static Status of(@Nullable String revision, @Nullable String error, DaggerStatus... daggers) {
    return of(revision, error, null, daggers);
  }

  static Status frozen(String freeze, DaggerStatus... daggers) {
    return of(FIRST, null, freeze, daggers);
  }

  private static Status of(
      @Nullable String revision,
      @Nullable String error,
      @Nullable String freeze,
      DaggerStatus... daggers) {
    return new Status(
        "staging",
        "https://git.example.com/daggers.git",
        "main",
        revision,
        TIME,
        TIME,
        TIME,
        error,
        freeze,
        null,
        Distribution.upTo(),
        null,
        List.of(),
        List.of(daggers));
  }

  static DaggerStatus fine(String name) {
    return dagger(name, "running", "keep", "runs as committed", null, true);
  }

  static DaggerStatus starting(String name) {
    return dagger(name, "starting", "start", "is new", null, false);
  }

  static DaggerStatus rejected(String name, String why) {
    return dagger(name, "running", "keep", "was rejected: " + why, null, false);
  }

  static DaggerStatus restarting(String name, String problem) {
    return dagger(name, "restarting", "keep", "runs as committed", problem, true);
  }

  static DaggerStatus dagger(
      String name,
      String state,
      String change,
      String reason,
      @Nullable String problem,
      boolean inSync) {
    return new DaggerStatus(
        name,
        "accepted",
        state,
        change,
        reason,
        null,
        problem,
        inSync,
        FIRST,
        FIRST,
        null,
        null,
        TIME,
        null,
        new DaggerStatus.Course(TIME, true, false, 0, 0L, null),
        new DaggerStatus.Metrics(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null),
        List.of());
  }
}
