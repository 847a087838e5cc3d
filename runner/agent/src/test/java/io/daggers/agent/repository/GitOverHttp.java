package io.daggers.agent.repository;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.daggers.agent.repository.remote.Access;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Serves repositories with git's own {@code http-backend}, to those who know the password. */
public final class GitOverHttp implements AutoCloseable {

  /** What gets in. */
  public static final Access ACCESS =
      new Access("secret://file/password", null, null, null, reference -> "s3cret");

  private static final InetSocketAddress FREE_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static final String CREDENTIALS =
      "Basic " + Base64.getEncoder().encodeToString("ana:s3cret".getBytes(StandardCharsets.UTF_8));

  private final HttpServer server;
  private final Path root;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicInteger requests = new AtomicInteger();
  private final Set<String> credentials = ConcurrentHashMap.newKeySet();
  private volatile @Nullable String elsewhere;

  private GitOverHttp(HttpServer server, Path root) {
    this.server = server;
    this.root = root;
    server.createContext("/", this::answer);
    server.start();
  }

  /** Serves every repository below a folder. */
  public static GitOverHttp serve(Path root) throws IOException {
    return new GitOverHttp(HttpServer.create(FREE_PORT, 0), root);
  }

  /** Serves every repository below a folder, with TLS. */
  static GitOverHttp serveEncrypted(Path root, SSLContext identity) throws IOException {
    HttpsServer server = HttpsServer.create(FREE_PORT, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity));
    return new GitOverHttp(server, root);
  }

  /** Sends everybody elsewhere. */
  static GitOverHttp redirect(String elsewhere) throws IOException {
    HttpServer server = HttpServer.create(FREE_PORT, 0);
    GitOverHttp git = new GitOverHttp(server, Path.of("/nonexistent"));
    git.elsewhere = elsewhere;
    return git;
  }

  /** The address of a repository for a user. */
  public String url(String user, String path) {
    return "%s://%s@127.0.0.1:%d/%s"
        .formatted(
            server instanceof HttpsServer ? "https" : "http",
            user,
            server.getAddress().getPort(),
            path);
  }

  /** How often it was asked. */
  public int requests() {
    return requests.get();
  }

  /** What was said to it to get in. */
  Set<String> credentials() {
    return credentials;
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
      requests.incrementAndGet();
      String shown = exchange.getRequestHeaders().getFirst("Authorization");
      if (shown != null) {
        credentials.add(shown);
      }
      if (elsewhere != null) {
        exchange.getResponseHeaders().set("Location", elsewhere + exchange.getRequestURI());
        exchange.sendResponseHeaders(302, -1);
        return;
      }
      if (!CREDENTIALS.equals(shown)) {
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
