package io.daggers.job.sink.influx;

import io.daggers.job.secret.LateSecret;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBFactory;
import org.influxdb.InfluxDBIOException;
import org.influxdb.dto.Query;
import org.jspecify.annotations.Nullable;

/**
 * An InfluxDB server. What it does not confirm has not been written; it connects when something is
 * written, so that a server that is down fails no job.
 */
final class InfluxConnection implements PointServer {

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  /** A thread that waits for an answer cannot be interrupted, so this bounds a cancellation. */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

  private final InfluxEndpoint endpoint;
  private final ConnectionPool connections = new ConnectionPool(1, 1, TimeUnit.MINUTES);
  private final InfluxDB client;
  private boolean databaseExists;

  InfluxConnection(InfluxEndpoint endpoint) {
    this(endpoint, LONGEST_REQUEST);
  }

  InfluxConnection(InfluxEndpoint endpoint, Duration longestRequest) {
    OkHttpClient.Builder http =
        new OkHttpClient.Builder()
            .connectionPool(connections)
            .connectTimeout(LONGEST_CONNECT)
            .readTimeout(longestRequest)
            .writeTimeout(longestRequest)
            .callTimeout(longestRequest)
            .addInterceptor(HttpRefusal::intercept);
    this.endpoint = endpoint;
    this.client =
        endpoint.username() == null
            ? InfluxDBFactory.connect(endpoint.url(), http)
            : InfluxDBFactory.connect(
                endpoint.url(), endpoint.username(), password(endpoint.password()), http);
    this.client.enableGzip();
    this.databaseExists = !endpoint.createDatabase();
  }

  @Override
  public Answer write(List<String> lines) throws InterruptedException {
    try {
      createDatabase();
      client.write(
          endpoint.database(),
          endpoint.retentionPolicy(),
          InfluxDB.ConsistencyLevel.ONE,
          TimeUnit.NANOSECONDS,
          lines);
      return new Answer.Taken();
    } catch (InfluxDBIOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while writing to " + endpoint);
      }
      return answer(e.getCause(), lines.size());
    }
  }

  @Override
  public void close() {
    client.close();
    connections.evictAll();
  }

  /** A server that refuses says the same of the write that follows. */
  private void createDatabase() {
    if (!databaseExists) {
      client.query(
          new Query("CREATE DATABASE \"" + endpoint.database().replace("\"", "\\\"") + "\""));
      databaseExists = true;
    }
  }

  private static @Nullable String password(@Nullable LateSecret secret) {
    return secret == null ? null : secret.value();
  }

  private static Answer answer(Throwable thrown, int points) {
    if (thrown instanceof HttpRefusal refusal) {
      return Answer.of(refusal.status, refusal.body, refusal.retryAfter, points);
    }
    String words = thrown instanceof IOException ? thrown.getMessage() : thrown.toString();
    return new Answer.Unavailable("no answer: " + words, null);
  }
}
