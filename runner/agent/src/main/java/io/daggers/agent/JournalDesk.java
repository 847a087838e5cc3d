package io.daggers.agent;

import io.daggers.agent.health.Desk;
import io.daggers.agent.health.HistoryLine;
import io.daggers.agent.health.TurnedDownException;
import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.Entry;
import io.daggers.agent.journal.Entry.Step;
import io.daggers.agent.journal.History;
import io.daggers.agent.journal.Journal;
import io.daggers.agent.journal.LeftState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.definition.DaggerName;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what people ask into the journal, where the next round finds it. */
final class JournalDesk implements Desk {

  private static final Logger LOG = LoggerFactory.getLogger(JournalDesk.class);

  private static final String WHOLE = "[0-9a-f]{40}";
  private static final String BEGINNING = "[0-9a-f]{4,39}";

  private final Journal journal;
  private final BranchWatch branch;
  private final Rounds rounds;
  private final Clock clock;

  JournalDesk(Journal journal, BranchWatch branch, Rounds rounds, Clock clock) {
    this.journal = journal;
    this.branch = branch;
    this.rounds = rounds;
    this.clock = clock;
  }

  @Override
  public String confirm(String revision) throws TurnedDownException {
    String whole = whole(revision.strip().toLowerCase(Locale.ROOT));
    if (!journal.history().isConfirmed(whole)) {
      journal.record(
          Entry.ofCommit(clock.instant(), whole, Step.CONFIRM, "a person says it is meant"));
      LOG.info("revision={} confirmed by a person", whole);
    }
    return "commit %s is confirmed, and is carried out as it is".formatted(whole);
  }

  @Override
  public String retry(DaggerName dagger) throws TurnedDownException {
    DaggerHistory past = past(dagger);
    if (past.trouble() == null && past.condemned() == null) {
      return "nothing of %s waits to be tried again; what there is to say: bin/dagger why %1$s"
          .formatted(dagger);
    }
    asked(dagger, Step.RETRY);
    return "%s is tried again now; what comes of it: bin/dagger why %1$s".formatted(dagger);
  }

  @Override
  public String restart(DaggerName dagger) throws TurnedDownException {
    ObservedJob job = rounds.last().jobs().get(dagger);
    boolean runs = job != null && job.state().isLive();
    if (past(dagger).run() == null && !runs) {
      throw new TurnedDownException(
          "%s has no job that could be restarted; why that is: bin/dagger why %1$s"
              .formatted(dagger));
    }
    asked(dagger, Step.RESTART);
    return "%s is stopped with a savepoint and started again from it; what comes of it: bin/dagger why %1$s"
        .formatted(dagger);
  }

  @Override
  public List<HistoryLine> history(DaggerName dagger) {
    Map<String, String> authors = new HashMap<>();
    List<HistoryLine> lines = new ArrayList<>();
    for (Entry entry : journal.entries()) {
      if (entry.step() == Step.COMMIT) {
        authors.put(entry.revision(), entry.reason());
      } else if (dagger.equals(entry.dagger())) {
        lines.add(line(entry, authors.get(entry.revision())));
      }
    }
    return lines;
  }

  private static HistoryLine line(Entry entry, @Nullable String author) {
    return new HistoryLine(
        entry.time(),
        entry.step().name().toLowerCase(Locale.ROOT),
        entry.outcome().name().toLowerCase(Locale.ROOT),
        entry.revision(),
        author,
        entry.reason(),
        entry.error(),
        Optional.ofNullable(entry.job()).map(JobId::value).orElse(null),
        Optional.ofNullable(entry.state()).map(LeftState::location).orElse(null));
  }

  private void asked(DaggerName dagger, Step step) {
    journal.record(Entry.asked(clock.instant(), newest().orElse(""), dagger, step));
    LOG.info("dagger={} a person asked: {}", dagger, step);
  }

  private DaggerHistory past(DaggerName dagger) throws TurnedDownException {
    History history = journal.history();
    DesiredState newest = branch.newest();
    boolean isWanted =
        newest != null && newest.jobs().stream().anyMatch(job -> job.dagger().equals(dagger));
    if (!isWanted && !history.daggers().containsKey(dagger)) {
      throw new TurnedDownException(
          "there is no dagger %s; those that there are: bin/dagger status".formatted(dagger));
    }
    return history.of(dagger);
  }

  /** All digits of a revision of which the first few may be given. */
  private String whole(String revision) throws TurnedDownException {
    if (revision.matches(WHOLE)) {
      return revision;
    }
    if (!revision.matches(BEGINNING)) {
      throw new TurnedDownException(
          "'%s' is no revision: that is 40 digits of 0 to 9 and a to f, or the first four or more of them"
              .formatted(revision));
    }
    List<String> meant =
        Stream.of(newest().orElse(null), journal.history().frozen())
            .filter(Objects::nonNull)
            .distinct()
            .filter(known -> known.startsWith(revision))
            .toList();
    if (meant.size() != 1) {
      throw new TurnedDownException(
          "%s begin with %s; which commit waits to be confirmed: bin/dagger status"
              .formatted(meant.isEmpty() ? "no commits that are known" : "two commits", revision));
    }
    return meant.get(0);
  }

  private Optional<String> newest() {
    return Optional.ofNullable(branch.newest()).map(state -> state.snapshot().revision());
  }
}
