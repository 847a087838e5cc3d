package io.daggers.agent.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.daggers.definition.DaggerName;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The agent's HTTP face, on the loopback interface. It shows what is, and takes what people may
 * ask.
 */
public final class StatusServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads;
  private final Supplier<Status> status;
  private final BooleanSupplier isWell;
  private final Desk desk;

  private StatusServer(
      HttpServer server, Supplier<Status> status, BooleanSupplier isWell, Desk desk) {
    this.server = server;
    this.threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "status");
              thread.setDaemon(true);
              return thread;
            });
    this.status = status;
    this.isWell = isWell;
    this.desk = desk;
  }

  /**
   * Starts to answer.
   *
   * @param port 0 takes a free one
   * @param isWell whether the agent does its work
   * @param desk takes what people ask
   * @throws IOException where the port is taken
   */
  public static StatusServer start(
      int port, Supplier<Status> status, BooleanSupplier isWell, Desk desk) throws IOException {
    StatusServer server = new StatusServer(bound(port), status, isWell, desk);
    server.listen();
    return server;
  }

  /** Where it listens, such as {@code http://127.0.0.1:8090}. */
  public URI address() {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }

  private static HttpServer bound(int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw new IOException(
          "port %d is taken, perhaps by another agent; choose another one".formatted(port), e);
    }
  }

  private void listen() throws IOException {
    String page = page();
    answer("/", "text/html", () -> page);
    answer("/status", "application/json", () -> StatusFormat.write(status.get()));
    answer(
        "/metrics",
        "text/plain; version=0.0.4",
        () -> PrometheusText.of(status.get(), Instant.now()));
    server.createContext(
        "/healthz",
        exchange -> {
          boolean well = isWell.getAsBoolean();
          send(exchange, well ? 200 : 503, "text/plain", well ? "ok\n" : "stuck\n");
        });
    Requests requests = new Requests(desk);
    take("/confirm", requests::confirm);
    take("/retry", requests::retry);
    take("/restart", requests::restart);
    server.createContext("/history", this::history);
    server.setExecutor(threads);
    server.start();
  }

  private void history(HttpExchange exchange) throws IOException {
    try {
      DaggerName dagger = Requests.dagger(Requests.value(exchange, "dagger"));
      send(exchange, 200, "application/json", StatusFormat.write(desk.history(dagger)));
    } catch (TurnedDownException e) {
      send(exchange, 400, "text/plain", e.getMessage() + "\n");
    }
  }

  private void take(String path, Function<HttpExchange, Requests.Answer> request) {
    server.createContext(
        path,
        exchange -> {
          Requests.Answer answer = request.apply(exchange);
          send(exchange, answer.code(), "text/plain", answer.text() + "\n");
        });
  }

  private void answer(String path, String type, Supplier<String> body) {
    server.createContext(
        path,
        exchange -> {
          if (exchange.getRequestURI().getPath().equals(path)) {
            send(exchange, 200, type, body.get());
          } else {
            send(
                exchange,
                404,
                "text/plain",
                "there is /, /status, /history, /metrics and /healthz\n");
          }
        });
  }

  private static void send(HttpExchange exchange, int code, String type, String body)
      throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String page() throws IOException {
    try (InputStream in = StatusServer.class.getResourceAsStream("status.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
