package io.daggers.job.sink.influx;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers points whatever it takes: waits out a server that is not there, halves what is too much,
 * and halves what is refused until the points at fault are known. Writing a point again changes
 * nothing, so that all of this may write points that are there already; they are written in order,
 * so that what is newest stays.
 *
 * <p>It blocks as long as the server is away, which holds back the whole job; an interrupt ends it.
 */
final class PointDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(PointDelivery.class);

  private final String dagger;
  private final InfluxEndpoint endpoint;
  private final PointServer server;
  private final RetryDelays delays;
  private final InfluxMetrics metrics;
  private final Refusals refusals;
  private final Pause pause;
  private final Clock clock;

  /** Is told of points that are never going to be taken. */
  interface Refusals {
    void refused(String line, String reason) throws IOException;
  }

  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  PointDelivery(
      String dagger,
      InfluxEndpoint endpoint,
      PointServer server,
      RetryDelays delays,
      InfluxMetrics metrics,
      Refusals refusals,
      Pause pause,
      Clock clock) {
    this.dagger = dagger;
    this.endpoint = endpoint;
    this.server = server;
    this.delays = delays;
    this.metrics = metrics;
    this.refusals = refusals;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * Returns when each point is there, or has been refused.
   *
   * @return how many are there
   * @throws IOException where a person has to do something first
   */
  int deliver(List<String> lines) throws IOException, InterruptedException {
    int taken = 0;
    Deque<List<String>> open = new ArrayDeque<>();
    open.push(lines);
    while (!open.isEmpty()) {
      List<String> batch = open.pop();
      Answer answer = firstAnswer(batch);
      if (answer instanceof Answer.Taken) {
        taken += batch.size();
      } else if (answer instanceof Answer.Misconfigured misconfigured) {
        throw new IOException(words(misconfigured));
      } else if (answer instanceof Answer.Refused refused && (refused.all() || batch.size() == 1)) {
        refuse(batch, refused.reason());
      } else if (answer instanceof Answer.TooLarge tooLarge && batch.size() == 1) {
        refuse(batch, tooLarge.reason());
      } else {
        open.push(batch.subList(batch.size() / 2, batch.size()));
        open.push(batch.subList(0, batch.size() / 2));
      }
    }
    return taken;
  }

  /** The first answer that is one, after as many attempts as it takes. */
  private Answer firstAnswer(List<String> batch) throws InterruptedException {
    Instant begin = clock.instant();
    for (int failed = 0; ; ) {
      Instant sent = clock.instant();
      Answer answer = server.write(batch);
      if (!(answer instanceof Answer.Unavailable unavailable)) {
        metrics.answered(Duration.between(sent, clock.instant()), size(batch));
        if (failed > 1) {
          LOG.info(
              "dagger={} influx={} answers again after {} s, {} attempts failed",
              dagger,
              endpoint,
              Duration.between(begin, clock.instant()).toSeconds(),
              failed);
        }
        metrics.outageEnded();
        return answer;
      }
      failed++;
      metrics.failed(begin);
      // One attempt that fails is a hiccup, of which the metrics tell.
      if (failed == 2) {
        LOG.warn(
            "dagger={} influx={} does not take points: {}. The job waits for it; nothing is lost",
            dagger,
            endpoint,
            unavailable.reason());
      }
      pause.of(delays.after(failed, unavailable.retryAfter()));
    }
  }

  private void refuse(List<String> batch, String reason) throws IOException {
    for (String line : batch) {
      refusals.refused(line, reason);
    }
  }

  private String words(Answer.Misconfigured answer) {
    return ("InfluxDB at %s does not let %s write to database '%s'%s (%s)."
            + " Check url, username, password and retention_policy of the server in the"
            + " environment, and that the database exists and the user may write to it")
        .formatted(
            endpoint.address(),
            dagger,
            endpoint.database(),
            endpoint.username() == null ? "" : " as user '" + endpoint.username() + "'",
            answer.reason());
  }

  private static long size(List<String> lines) {
    return lines.stream().mapToLong(line -> line.length() + 1L).sum();
  }
}
