package io.daggers.agent.report;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells statuses on a thread of its own, one after the other. One waits at most: a newer one takes
 * its place, as nobody needs the older any more.
 */
final class StatusDelivery implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StatusDelivery.class);
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);
  private static final Duration LAST_ANSWER = Duration.ofSeconds(2);

  private final StatusApi api;
  private final UnaryOperator<String> secrets;
  private final String token;
  private final Consumer<CommitStatus> delivered;
  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(LONGEST_REQUEST)
          .followRedirects(HttpClient.Redirect.NEVER) // the token is for this server alone
          .build();
  private final AtomicReference<@Nullable CommitStatus> waiting = new AtomicReference<>();
  private final Semaphore news = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "commit-status");

  /**
   * @param token a reference, whose value is taken anew each time
   * @param delivered is told what was taken
   */
  StatusDelivery(
      StatusApi api,
      UnaryOperator<String> secrets,
      String token,
      Consumer<CommitStatus> delivered,
      Clock clock) {
    this.api = api;
    this.secrets = secrets;
    this.token = token;
    this.delivered = delivered;
    this.clock = clock;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Never waits. */
  void offer(CommitStatus status) {
    waiting.set(status);
    news.release();
  }

  /** What is under way is waited for, briefly; what was not told is left to the next agent. */
  @Override
  public void close() {
    closing.countDown();
    news.release();
    try {
      thread.join(LAST_ANSWER.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }

  private void run() {
    int attempt = 0;
    try {
      while (closing.getCount() > 0) {
        CommitStatus status = waiting.getAndSet(null);
        if (status == null) {
          news.acquire();
          continue;
        }
        attempt++;
        ApiAnswer answer = send(status, attempt);
        if (answer instanceof ApiAnswer.Later later) {
          if (attempt == 1) {
            LOG.warn("revision={} {} is told later: {}", status.revision(), api, later.why());
          }
          boolean unused = closing.await(later.delay().toMillis(), TimeUnit.MILLISECONDS);
          waiting.compareAndSet(null, status);
          continue;
        }
        attempt = 0;
        if (answer instanceof ApiAnswer.Never never) {
          LOG.warn("revision={} {} is not told: {}", status.revision(), api, never.why());
        } else {
          delivered.accept(status);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("commit statuses end");
    }
  }

  private ApiAnswer send(CommitStatus status, int attempt) throws InterruptedException {
    try {
      HttpRequest.Builder request = api.request(status).timeout(LONGEST_REQUEST);
      api.authorize(request, secrets.apply(token));
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return ApiAnswer.of(
          answer.statusCode(), answer.headers(), answer.body(), attempt, clock.instant());
    } catch (IOException e) {
      String why = e.getMessage() == null ? "no connection" : e.getMessage();
      return ApiAnswer.unreachable("it cannot be reached: " + why, attempt);
    } catch (IllegalArgumentException e) {
      // A secret that is missing, which may come; or one that no header can hold.
      return ApiAnswer.unreachable(token + " cannot be used as a token", attempt);
    } catch (RuntimeException e) {
      LOG.error("a bug of ours; what runs is left alone", e);
      return new ApiAnswer.Never("a bug of ours");
    }
  }
}
