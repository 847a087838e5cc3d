package io.daggers.agent.health;

import io.daggers.agent.health.DaggerStatus.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A status in Prometheus' text format. What is not known is left out. */
final class PrometheusText {

  private final StringBuilder out = new StringBuilder();
  private final Status status;
  private final Instant now;

  private PrometheusText(Status status, Instant now) {
    this.status = status;
    this.now = now;
  }

  static String of(Status status, Instant now) {
    PrometheusText text = new PrometheusText(status, now);
    text.agent();
    text.daggers();
    return text.out.toString();
  }

  private void agent() {
    gauge("daggers_agent_last_sync_seconds", "When the repository was last read.");
    sample("daggers_agent_last_sync_seconds", "", seconds(status.lastSync()));
    gauge("daggers_agent_last_round_seconds", "When the agent last went through all it does.");
    sample("daggers_agent_last_round_seconds", "", seconds(status.lastRound()));
    gauge("daggers_agent_error", "1 while the repository or the platform cannot be read.");
    sample("daggers_agent_error", "", status.error() == null ? 0 : 1);
    gauge("daggers_agent_frozen", "1 while a person is asked whether so much shall be removed.");
    sample("daggers_agent_frozen", "", status.freeze() == null ? 0 : 1);
    gauge(
        "daggers_agent_branch_frozen",
        "1 while the newest commit is not put in force, as the branch was rewritten or it is not"
            + " signed.");
    sample("daggers_agent_branch_frozen", "", status.held() == null ? 0 : 1);
    histogram(
        "daggers_agent_merge_to_running_seconds",
        "How long it took from when a commit was found until what it changed ran.",
        status.mergeToRunningSeconds());
  }

  private void daggers() {
    gauge("daggers_dagger_state", "1 for the state a dagger's job is in.");
    for (DaggerStatus dagger : status.daggers()) {
      sample(
          "daggers_dagger_state", labels(dagger) + ",state=\"" + escape(dagger.state()) + "\"", 1);
    }
    each(
        "daggers_dagger_in_sync",
        "1 where what runs is what was committed.",
        d -> d.inSync() ? 1 : 0);
    each(
        "daggers_dagger_accepted",
        "1 where the definition may run.",
        d -> "accepted".equals(d.verdict()) ? 1 : 0);
    course();
    metric("daggers_dagger_rows_out", "Rows written since the job was started.", Metrics::rowsOut);
    metric(
        "daggers_dagger_records_in", "Records read since the job was started.", Metrics::recordsIn);
    metric(
        "daggers_dagger_pending_records",
        "Records in Kafka that are not read yet.",
        Metrics::pending);
    metric(
        "daggers_dagger_lag_seconds",
        "How far the newest watermark that reached the sink is behind the clock; it grows while no"
            + " events come, and is missing before the first watermark.",
        Metrics::lagSeconds);
    metric(
        "daggers_dagger_newest_window_seconds",
        "Time of the newest row written.",
        m -> seconds(m.newestWindow()));
    metric(
        "daggers_dagger_freshness_seconds",
        "How far the time of the newest row written is behind the clock.",
        m -> age(m.newestWindow()));
    metric(
        "daggers_dagger_late_rows", "Rows that came after their window was closed.", Metrics::late);
    metric(
        "daggers_dagger_undecodable_records",
        "Records whose bytes are not of their schema.",
        Metrics::undecodable);
    metric(
        "daggers_dagger_untimed_records",
        "Records without an event time.",
        Metrics::withoutEventTime);
    metric(
        "daggers_dagger_future_records",
        "Records too far ahead of the clock.",
        Metrics::tooFarInFuture);
    metric(
        "daggers_dagger_dead_letters",
        "Records and results that could not be read or written.",
        Metrics::deadLetters);
    metric(
        "daggers_dagger_influx_retries",
        "Requests to InfluxDB that had to be made again.",
        Metrics::influxRetries);
    metric(
        "daggers_dagger_influx_request_seconds",
        "How long InfluxDB takes to answer: 99 of the newest 100 requests were quicker.",
        Metrics::influxRequestSeconds);
    metric(
        "daggers_dagger_influx_outage_seconds",
        "How long InfluxDB has been away; 0 while it answers.",
        Metrics::influxOutageSeconds);
    metric(
        "daggers_dagger_kafka_unreachable",
        "How many of its Kafka clusters do not answer; windows wait for them.",
        m -> m.kafkaUnreachable() == null ? null : m.kafkaUnreachable().size());
  }

  private void course() {
    each(
        "daggers_dagger_drift",
        "1 where a job runs that is not of the committed definition.",
        d -> d.course().drift() ? 1 : 0);
    each(
        "daggers_dagger_steady",
        "1 where the definition that runs has run steadily.",
        d -> d.course().steady() ? 1 : 0);
    each(
        "daggers_dagger_state_seconds",
        "How long the job is in its state, as far as this agent has seen.",
        d -> age(d.course().stateSince()));
    each(
        "daggers_dagger_merge_to_running_seconds",
        "How long it took the last time from when a commit was found until what it changed ran.",
        d -> d.course().mergeToRunningSeconds());
    each(
        "daggers_dagger_failures",
        "How often in a row it failed to become, or to stay, what was committed.",
        d -> d.course().failures());
    each(
        "daggers_dagger_restarts",
        "How often Flink brought the job back since it was started.",
        d -> d.course().restarts());
  }

  private void metric(String name, String help, Function<Metrics, @Nullable Number> value) {
    each(name, help, dagger -> value.apply(dagger.metrics()));
  }

  private void each(String name, String help, Function<DaggerStatus, @Nullable Number> value) {
    gauge(name, help);
    for (DaggerStatus dagger : status.daggers()) {
      sample(name, labels(dagger), value.apply(dagger));
    }
  }

  /** What a job counts is a gauge too, as it begins again at zero with the next job. */
  private void gauge(String name, String help) {
    head(name, help, "gauge");
  }

  private void histogram(String name, String help, Distribution values) {
    head(name, help, "histogram");
    for (Distribution.Bucket bucket : values.buckets()) {
      sample(name + "_bucket", "le=\"" + bucket.upTo() + "\"", bucket.count());
    }
    sample(name + "_bucket", "le=\"+Inf\"", values.count());
    sample(name + "_sum", "", values.sum());
    sample(name + "_count", "", values.count());
  }

  private void head(String name, String help, String type) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void sample(String name, String labels, @Nullable Number value) {
    if (value != null) {
      out.append(name);
      if (!labels.isEmpty()) {
        out.append('{').append(labels).append('}');
      }
      out.append(' ').append(value).append('\n');
    }
  }

  private String labels(DaggerStatus dagger) {
    return "environment=\"%s\",dagger=\"%s\""
        .formatted(escape(status.environment()), escape(dagger.name()));
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private @Nullable Number age(@Nullable Instant instant) {
    return instant == null ? null : Duration.between(instant, now).toMillis() / 1000.0;
  }

  private static @Nullable Number seconds(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli() / 1000.0;
  }
}
