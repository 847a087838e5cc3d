package io.daggers.agent.journal;

import io.daggers.agent.journal.DaggerHistory.Condemned;
import io.daggers.agent.journal.DaggerHistory.Proven;
import io.daggers.agent.journal.DaggerHistory.Run;
import io.daggers.agent.journal.DaggerHistory.Standing;
import io.daggers.agent.journal.DaggerHistory.Trouble;
import io.daggers.agent.journal.Entry.Outcome;
import io.daggers.agent.journal.Entry.Step;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the journal says about a dagger after one more entry. */
final class NextHistory {

  private @Nullable Run run;
  private @Nullable LeftState left;
  private @Nullable Fingerprint definition;
  private Standing standing;
  private @Nullable Trouble trouble;
  private @Nullable Proven proven;
  private @Nullable Condemned condemned;
  private @Nullable Instant restartAsked;
  private @Nullable DaggerName movedTo;

  private NextHistory(DaggerHistory before) {
    this.run = before.run();
    this.left = before.left();
    this.definition = before.definition();
    this.standing = before.standing();
    this.trouble = before.trouble();
    this.proven = before.proven();
    this.condemned = before.condemned();
    this.movedTo = before.movedTo();
    this.restartAsked = before.restartAsked();
  }

  static DaggerHistory of(DaggerHistory before, Entry entry) {
    NextHistory next = new NextHistory(before);
    next.add(entry);
    return new DaggerHistory(
        next.run,
        next.left,
        next.definition,
        next.standing,
        next.trouble,
        next.proven,
        next.condemned,
        next.restartAsked,
        next.movedTo,
        entry);
  }

  private void add(Entry entry) {
    switch (entry.step()) {
      case PREPARE -> anotherFailure(entry);
      case START -> start(entry);
      case STOP, MOVE, PARK, REMOVE -> stop(entry);
      case END -> end(entry);
      case STABLE -> {
        proven = new Proven(fingerprint(entry), null, null);
        condemned = null;
      }
      case ROLLBACK -> {
        condemned = new Condemned(fingerprint(entry), entry.reason());
        left = proven == null || proven.left() == null ? left : proven.left();
      }
      case RETRY -> {
        trouble = null;
        condemned = null;
      }
      case RESTART -> restartAsked = entry.time();
      case REFUSE, FREEZE, CONFIRM, COMMIT -> {
        // Nothing was done about the dagger.
      }
    }
  }

  private void start(Entry entry) {
    switch (entry.outcome()) {
      case BEGUN -> {
        noRun();
        run = begun(entry, false);
        left = left == null ? entry.state() : left; // what it takes over is its own from here on
      }
      case DONE -> {
        run = begun(entry, true);
        left = entry.state();
        movedTo = null;
        definition = fingerprint(entry);
        standing = Standing.UP;
      }
      case FAILED ->
          anotherFailure(entry); // something of it may run; that it does not will be seen
    }
  }

  private void noRun() {
    run = null;
    restartAsked = null; // whatever is started next is what was asked for
  }

  private Run begun(Entry entry, boolean up) {
    return new Run(
        Objects.requireNonNull(entry.job()),
        fingerprint(entry),
        entry.revision(),
        up && run != null ? run.since() : entry.time(),
        entry.state(),
        up);
  }

  private void stop(Entry entry) {
    switch (entry.outcome()) {
      case BEGUN -> {
        // It may have been stopped; if it was, its end will be found.
      }
      case DONE -> {
        newest(entry);
        noRun();
        standing = afterStop(entry);
        if (standing == Standing.REMOVED) {
          proven = null;
          condemned = null;
        }
      }
      case FAILED -> anotherFailure(entry);
    }
  }

  private Standing afterStop(Entry entry) {
    return switch (entry.step()) {
      case REMOVE -> Standing.REMOVED;
      case STOP -> entry.fingerprint() == null ? Standing.SUSPENDED : standing;
      default -> standing;
    };
  }

  private void end(Entry entry) {
    boolean ranWell =
        run != null
            && run.up()
            && Duration.between(run.since(), entry.time()).compareTo(DaggerHistory.GOOD_RUN) >= 0;
    trouble = ranWell ? null : trouble;
    if (entry.outcome() == Outcome.FAILED) {
      anotherFailure(entry);
    }
    newest(entry);
    noRun();
  }

  private void newest(Entry entry) {
    LeftState state = entry.state();
    if (state == null) {
      return;
    }
    left = state;
    if (run != null) {
      definition = run.fingerprint(); // what leaves a state has run, also where nobody saw it
      if (proven != null && definition.equals(proven.fingerprint())) {
        proven = new Proven(definition, state, entry.time());
      }
    }
  }

  private static Fingerprint fingerprint(Entry entry) {
    return Objects.requireNonNull(entry.fingerprint(), "of a bundle");
  }

  private void anotherFailure(Entry entry) {
    Trouble before =
        trouble != null && Objects.equals(trouble.fingerprint(), entry.fingerprint())
            ? trouble
            : null;
    boolean neverUp = entry.step() == Step.START || (run != null && !run.up());
    trouble =
        new Trouble(
            entry.fingerprint(),
            (before == null ? 0 : before.failures()) + 1,
            (before == null ? 0 : before.failedStarts()) + (neverUp ? 1 : 0),
            (before == null ? 0 : before.failedRuns())
                + (entry.step() == Step.END && !neverUp ? 1 : 0),
            entry.time(),
            entry.error() == null ? entry.reason() : entry.error());
  }
}
