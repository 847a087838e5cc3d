package io.daggers.agent.platform.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobVitals;
import io.daggers.agent.platform.PlatformException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FlinkRestTest {

  private static final JobId JOB = new JobId("0".repeat(32));

  /** By path, without the query; what is not here is not found. */
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  private HttpServer server;
  private FlinkRest rest;

  @BeforeEach
  void listen() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String answer = answers.get(exchange.getRequestURI().getPath());
            byte[] bytes = (answer == null ? "{}" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    rest = new FlinkRest(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void saysAtOnceThatAJobWhichIsNotThereMakesNoSavepoint() {
    assertThatThrownBy(() -> rest.stopWithSavepoint(JOB, "file:///s", Duration.ofMinutes(1)))
        .isInstanceOf(PlatformException.class)
        .hasMessage("no savepoint could be made: there is no such job any more");
  }

  @Test
  void saysAtOnceThatFlinkForgotASavepoint() {
    answers.put("/jobs/" + JOB + "/stop", "{\"request-id\": \"abc\"}");

    assertThatThrownBy(() -> rest.stopWithSavepoint(JOB, "file:///s", Duration.ofMinutes(1)))
        .isInstanceOf(PlatformException.class)
        .hasMessage("no savepoint could be made: Flink forgot that it was to");
  }

  @Test
  void readsHowSteadilyAJobRuns() throws Exception {
    String path = "/jobs/" + JOB + "/metrics";
    answers.put(
        path,
        "[{\"id\": \"numRestarts\", \"value\": \"2\"}, {\"id\":"
            + " \"numberOfCompletedCheckpoints\", \"value\": \"14\"}]");
    assertThat(rest.vitals(JOB)).isEqualTo(new JobVitals(14L, 2L));

    answers.put(path, "[]");
    assertThat(rest.vitals(JOB)).isEqualTo(JobVitals.NONE);
  }

  @Test
  void returnsWhereASavepointIs() throws Exception {
    answers.put("/jobs/" + JOB + "/stop", "{\"request-id\": \"abc\"}");
    answers.put(
        "/jobs/" + JOB + "/savepoints/abc",
        "{\"status\": {\"id\": \"COMPLETED\"}, \"operation\": {\"location\": \"file:///s/1\"}}");

    assertThat(rest.stopWithSavepoint(JOB, "file:///s", Duration.ofMinutes(1)).location())
        .isEqualTo("file:///s/1");
  }
}
