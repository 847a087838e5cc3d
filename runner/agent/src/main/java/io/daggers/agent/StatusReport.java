package io.daggers.agent;

import io.daggers.agent.Spells.Spell;
import io.daggers.agent.health.DaggerStatus;
import io.daggers.agent.health.DaggerStatus.Course;
import io.daggers.agent.health.DaggerStatus.LastChange;
import io.daggers.agent.health.DaggerStatus.Metrics;
import io.daggers.agent.health.Status;
import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Run;
import io.daggers.agent.journal.Entry;
import io.daggers.agent.journal.History;
import io.daggers.agent.platform.JobMetrics;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.reconcile.Change;
import io.daggers.agent.reconcile.DesiredJob;
import io.daggers.agent.repository.GitRepository;
import io.daggers.definition.DaggerName;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Finding;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.validator.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells people what a round found and decided. */
final class StatusReport {

  private final @Nullable DesiredState desired;
  private final Round round;
  private final History history;
  private final Instant now;
  private final Map<DaggerName, DesiredJob> wanted;

  private StatusReport(@Nullable DesiredState desired, Round round, History history, Instant now) {
    this.desired = desired;
    this.round = round;
    this.history = history;
    this.now = now;
    this.wanted =
        (desired == null ? List.<DesiredJob>of() : desired.jobs())
            .stream().collect(Collectors.toMap(DesiredJob::dagger, Function.identity()));
  }

  static Status of(
      AgentConfig config,
      GitRepository repository,
      JobPlatform platform,
      BranchWatch branch,
      Round round,
      @Nullable String brokenTurn,
      History history,
      Instant now) {
    DesiredState desired = branch.newest();
    StatusReport report = new StatusReport(desired, round, history, now);
    return new Status(
        config.environment().name(),
        repository.url(),
        config.branch(),
        desired == null ? null : desired.snapshot().revision(),
        desired == null ? null : desired.snapshot().time(),
        branch.lastSync(),
        round.time(),
        error(brokenTurn, branch.error(), round.error()),
        round.plan().freeze(),
        Optional.ofNullable(branch.held())
            .map(held -> new Status.Held(held.revision(), held.why()))
            .orElse(null),
        round.arrivals().seconds(),
        platform.page().map(URI::toString).orElse(null),
        desired == null ? List.of() : findings(desired.judgement().repository()),
        round.plan().changes().stream().map(report::dagger).toList());
  }

  /** The first there is. */
  private static @Nullable String error(@Nullable String... errors) {
    for (String error : errors) {
      if (error != null) {
        return error;
      }
    }
    return null;
  }

  private DaggerStatus dagger(Change change) {
    DaggerName name = change.dagger();
    Optional<ObservedJob> job = Optional.ofNullable(round.jobs().get(name));
    Optional<Verdict> verdict = verdict(name);
    DaggerHistory past = history.of(name);
    Optional<Run> run =
        Optional.ofNullable(past.run())
            .filter(r -> job.map(j -> j.id().equals(r.job())).orElse(false));
    return new DaggerStatus(
        name.toString(),
        verdict.map(v -> v instanceof Verdict.Accepted ? "accepted" : "rejected").orElse(null),
        job.map(j -> j.state().word()).orElse("none"),
        change.getClass().getSimpleName().toLowerCase(Locale.ROOT),
        change.reason(),
        change.nextTry(),
        job.map(StatusReport::problem).orElse(null),
        isInSync(name, job),
        desiredRevision(),
        run.map(Run::revision).orElse(null),
        job.map(j -> j.fingerprint().value()).orElse(null),
        job.map(j -> j.id().value()).orElse(null),
        job.map(ObservedJob::since).orElse(null),
        lastChange(past.last()),
        course(name, job, past),
        metrics(job.map(ObservedJob::metrics).orElse(JobMetrics.NONE)),
        verdict.map(v -> findings(v.diagnostics())).orElse(List.of()));
  }

  private static @Nullable String problem(ObservedJob job) {
    List<String> unreachable = job.metrics().unreachable();
    if (job.reason() != null || unreachable == null || unreachable.isEmpty()) {
      return job.reason();
    }
    return "windows wait for Kafka, which does not answer: " + String.join(", ", unreachable);
  }

  private Course course(DaggerName name, Optional<ObservedJob> job, DaggerHistory past) {
    Optional<ObservedJob> live = job.filter(j -> j.state().isLive());
    DesiredJob wish = wanted.get(name);
    return new Course(
        Optional.ofNullable(round.spells().all().get(name)).map(Spell::since).orElse(null),
        live.filter(j -> past.isProven(j.fingerprint())).isPresent(),
        live.isPresent() && !isAsWanted(name, live),
        past.failuresWith(aim(wish, past), now),
        live.map(j -> j.vitals().restarts()).orElse(null),
        seconds(round.arrivals().last().get(name)));
  }

  /** What is to run; null where nothing is. */
  private static @Nullable Fingerprint aim(@Nullable DesiredJob wish, DaggerHistory past) {
    if (wish instanceof DesiredJob.Running running) {
      return running.fingerprint();
    }
    return wish instanceof DesiredJob.Unfit ? past.definition() : null;
  }

  private boolean isInSync(DaggerName name, Optional<ObservedJob> job) {
    Optional<ObservedJob> live = job.filter(j -> j.state().isLive());
    DesiredJob wish = wanted.get(name);
    return wish instanceof DesiredJob.Running
        ? isAsWanted(name, live)
        : !(wish instanceof DesiredJob.Unfit) && live.isEmpty();
  }

  private boolean isAsWanted(DaggerName name, Optional<ObservedJob> live) {
    return wanted.get(name) instanceof DesiredJob.Running running
        && live.filter(j -> j.fingerprint().equals(running.fingerprint())).isPresent();
  }

  private String desiredRevision() {
    return desired == null ? "" : desired.snapshot().revision();
  }

  private Optional<Verdict> verdict(DaggerName name) {
    return desired == null
        ? Optional.empty()
        : desired.judgement().verdicts().stream()
            .filter(verdict -> verdict.name().equals(name))
            .findFirst();
  }

  private static @Nullable LastChange lastChange(@Nullable Entry entry) {
    return entry == null
        ? null
        : new LastChange(
            entry.time(),
            entry.revision(),
            entry.step().name().toLowerCase(Locale.ROOT),
            entry.outcome().name().toLowerCase(Locale.ROOT),
            entry.reason(),
            entry.error());
  }

  private static Metrics metrics(JobMetrics metrics) {
    return new Metrics(
        metrics.recordsIn(),
        metrics.rowsOut(),
        metrics.newestWindow(),
        seconds(metrics.lag()),
        metrics.pending(),
        metrics.late(),
        metrics.undecodable(),
        metrics.withoutEventTime(),
        metrics.tooFarInFuture(),
        metrics.deadLetters(),
        metrics.influxRetries(),
        seconds(metrics.influxRequest()),
        seconds(metrics.influxOutage()),
        metrics.unreachable());
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis() / 1000.0;
  }

  private static List<Finding> findings(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(Finding::of).toList();
  }
}
