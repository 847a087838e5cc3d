package io.daggers.agent.repository;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Serves repositories with git's own {@code http-backend}, to those who know the password. */
public final class GitOverHttp implements AutoCloseable {

  private static final String CREDENTIALS =
      "Basic " + Base64.getEncoder().encodeToString("ana:s3cret".getBytes(StandardCharsets.UTF_8));

  private final HttpServer server;
  private final Path root;
  private final AtomicLong sent = new AtomicLong();

  private GitOverHttp(HttpServer server, Path root) {
    this.server = server;
    this.root = root;
  }

  /** Serves every repository below a folder. */
  public static GitOverHttp serve(Path root) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    GitOverHttp git = new GitOverHttp(server, root);
    server.createContext("/", git::answer);
    server.start();
    return git;
  }

  /** The address of a repository, with the given user and password. */
  public String url(String userAndPassword, String path) {
    return "http://%s@127.0.0.1:%d/%s"
        .formatted(userAndPassword, server.getAddress().getPort(), path);
  }

  /** How many bytes it has sent so far. */
  public long sent() {
    return sent.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!CREDENTIALS.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      Process backend = backend(exchange).start();
      try (OutputStream in = backend.getOutputStream()) {
        exchange.getRequestBody().transferTo(in);
      }
      try (InputStream out = new BufferedInputStream(backend.getInputStream())) {
        int status = 200;
        for (String header = line(out); !header.isEmpty(); header = line(out)) {
          String[] parts = header.split(": ", 2);
          if (parts[0].equals("Status")) {
            status = Integer.parseInt(parts[1].substring(0, 3));
          } else {
            exchange.getResponseHeaders().set(parts[0], parts[1]);
          }
        }
        exchange.sendResponseHeaders(status, 0);
        sent.addAndGet(out.transferTo(exchange.getResponseBody()));
      }
    }
  }

  private ProcessBuilder backend(HttpExchange exchange) {
    ProcessBuilder backend = new ProcessBuilder("git", "http-backend");
    Map<String, String> variables = backend.environment();
    variables.put("GIT_PROJECT_ROOT", root.toString());
    variables.put("GIT_HTTP_EXPORT_ALL", "1");
    variables.put("REQUEST_METHOD", exchange.getRequestMethod());
    variables.put("PATH_INFO", exchange.getRequestURI().getPath());
    put(variables, "QUERY_STRING", exchange.getRequestURI().getQuery());
    put(variables, "CONTENT_TYPE", exchange.getRequestHeaders().getFirst("Content-Type"));
    put(
        variables,
        "HTTP_CONTENT_ENCODING",
        exchange.getRequestHeaders().getFirst("Content-Encoding"));
    put(variables, "GIT_PROTOCOL", exchange.getRequestHeaders().getFirst("Git-Protocol"));
    return backend;
  }

  private static void put(Map<String, String> variables, String name, String value) {
    variables.put(name, value == null ? "" : value);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
