package io.daggers.agent.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.daggers.topology.CommitStatuses;
import io.daggers.topology.CommitStatuses.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes commit statuses as GitHub or GitLab document it, and complains of every request that they
 * would not take.
 */
public final class StatusHost implements AutoCloseable {

  public static final String TOKEN = "t0ken";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** An answer other than that all is well. */
  record Refusal(int code, String header, String value, String body) {}

  private final Host host;
  private final HttpServer server;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final Queue<Refusal> refusals = new ArrayDeque<>();
  private final AtomicInteger requests = new AtomicInteger();

  private StatusHost(Host host, HttpServer server) {
    this.host = host;
    this.server = server;
  }

  public static StatusHost start(Host host) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    StatusHost statuses = new StatusHost(host, server);
    server.createContext("/", statuses::answer);
    server.start();
    return statuses;
  }

  /** What an environment says of it. */
  public CommitStatuses target() {
    return new CommitStatuses(
        host,
        "data/daggers",
        "secret://file/token",
        "http://127.0.0.1:%d%s"
            .formatted(server.getAddress().getPort(), host == Host.GITLAB ? "/api/v4" : ""));
  }

  /** What was taken, in order: revision, context, state and description. */
  public List<String> told() {
    assertFine();
    return List.copyOf(told);
  }

  int requests() {
    return requests.get();
  }

  /** The next answer that has not been given yet is this. */
  synchronized void refuse(int code, String header, String value, String body) {
    refusals.add(new Refusal(code, header, value, body));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void assertFine() {
    if (!complaints.isEmpty()) {
      throw new AssertionError(complaints);
    }
  }

  private synchronized @Nullable Refusal refusal() {
    return refusals.poll();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      byte[] body = exchange.getRequestBody().readAllBytes();
      Refusal refusal = refusal();
      if (refusal != null) {
        exchange.getResponseHeaders().set(refusal.header, refusal.value);
        exchange.sendResponseHeaders(refusal.code, 0);
        exchange.getResponseBody().write(refusal.body.getBytes(UTF_8));
        return;
      }
      List<String> wrong = new ArrayList<>();
      String path = exchange.getRequestURI().getRawPath();
      String form =
          host == Host.GITHUB
              ? "/repos/data/daggers/statuses/[0-9a-f]{40}"
              : "/api/v4/projects/data%2Fdaggers/statuses/[0-9a-f]{40}";
      check(wrong, exchange.getRequestMethod().equals("POST"), "method");
      check(wrong, path.matches(form), "path " + path);
      header(wrong, exchange, "Content-Type", "application/json");
      if (host == Host.GITHUB) {
        header(wrong, exchange, "Authorization", "Bearer " + TOKEN);
        header(wrong, exchange, "Accept", "application/vnd.github+json");
        header(wrong, exchange, "X-GitHub-Api-Version", "2022-11-28");
        check(wrong, exchange.getRequestHeaders().containsKey("User-Agent"), "no User-Agent");
      } else {
        header(wrong, exchange, "PRIVATE-TOKEN", TOKEN);
      }
      JsonNode status = MAPPER.readTree(body);
      Set<String> keys = new HashSet<>();
      status.fieldNames().forEachRemaining(keys::add);
      check(wrong, keys.equals(Set.of("state", "context", "description")), "keys " + keys);
      check(wrong, states().contains(status.path("state").asText()), "state");
      check(wrong, status.path("description").asText().length() <= 140, "long description");
      complaints.addAll(wrong);
      told.add(
          "%s %s %s: %s"
              .formatted(
                  path.substring(path.lastIndexOf('/') + 1),
                  status.path("context").asText(),
                  status.path("state").asText(),
                  status.path("description").asText()));
      exchange.sendResponseHeaders(201, 0);
      exchange.getResponseBody().write("{}".getBytes(UTF_8));
    }
  }

  private List<String> states() {
    return host == Host.GITHUB
        ? Arrays.asList("error", "failure", "pending", "success")
        : Arrays.asList("pending", "running", "success", "failed", "canceled", "skipped");
  }

  private static void header(
      List<String> wrong, HttpExchange exchange, String name, String expected) {
    String value = exchange.getRequestHeaders().getFirst(name);
    check(wrong, expected.equals(value), name + ": " + value);
  }

  private static void check(List<String> wrong, boolean fine, String what) {
    if (!fine) {
      wrong.add(what);
    }
  }
}
