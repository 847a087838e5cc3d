package io.daggers.cli.up;

import io.daggers.local.LocalServiceException;
import io.daggers.local.event.EventProducer;
import io.daggers.local.traffic.CityTraffic;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The city's events, written by a thread of its own: three hours of past, then live. */
final class Traffic implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);

  private static final long SEED = 20260101;

  private final LocalStreams streams;
  private final Map<String, Map<String, String>> kafka;
  private final Consumer<String> progress;
  private final CompletableFuture<Long> past = new CompletableFuture<>();
  private final Thread thread = new Thread(this::run, "traffic");

  Traffic(LocalStreams streams, Map<String, String> bootstrapServers, Consumer<String> progress) {
    this.streams = streams;
    this.kafka = new TreeMap<>();
    bootstrapServers.forEach(
        (name, servers) -> kafka.put(name, Map.of("bootstrap.servers", servers)));
    this.progress = progress;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the number of past events when all of them are written. */
  long awaitPast() throws InterruptedException, LocalServiceException {
    try {
      return past.get();
    } catch (ExecutionException e) {
      throw new LocalServiceException(
          "the simulated traffic stopped: " + e.getCause().getMessage(), e.getCause());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    Clock clock = Clock.systemUTC();
    try (EventProducer producer = new EventProducer(kafka)) {
      CityTraffic traffic = new CityTraffic(streams.fed(), producer, SEED, clock.instant());
      long events =
          traffic.writePast(
              (sent, reached) ->
                  progress.accept("writing three hours of events: %,d".formatted(sent)));
      past.complete(events);
      traffic.live(clock);
    } catch (InterruptedException e) {
      past.completeExceptionally(e);
    } catch (LocalServiceException | RuntimeException e) {
      LOG.error("the simulated traffic stopped", e);
      past.completeExceptionally(e);
    }
  }
}
