package io.daggers.agent.health;

import io.daggers.definition.DaggerName;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Asks an agent how it is, and what it was told to do. */
public final class StatusClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int FINE = 200;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI agent;

  /**
   * @param agent such as {@code http://127.0.0.1:8090}
   */
  public StatusClient(URI agent) {
    this.agent = agent;
  }

  /**
   * @throws IOException where no agent answers there; the message names the address
   */
  public Status status() throws IOException, InterruptedException {
    HttpResponse<String> answer = send(request("/status"));
    try {
      return StatusFormat.read(answer.body());
    } catch (IllegalArgumentException e) {
      throw nobodyAnswers(e);
    }
  }

  /**
   * The journal of one dagger, oldest line first.
   *
   * @throws IOException where no agent answers there; the message names the address
   */
  public List<HistoryLine> history(DaggerName dagger) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(request("/history?dagger=" + encoded(dagger.toString())));
    try {
      return StatusFormat.readHistory(answer.body());
    } catch (IllegalArgumentException e) {
      throw nobodyAnswers(e);
    }
  }

  /** See {@link Desk#confirm}. */
  public String confirm(String revision)
      throws IOException, InterruptedException, TurnedDownException {
    return post("/confirm?revision=" + encoded(revision));
  }

  /** See {@link Desk#retry}. */
  public String retry(DaggerName dagger)
      throws IOException, InterruptedException, TurnedDownException {
    return post("/retry?dagger=" + encoded(dagger.toString()));
  }

  /** See {@link Desk#restart}. */
  public String restart(DaggerName dagger)
      throws IOException, InterruptedException, TurnedDownException {
    return post("/restart?dagger=" + encoded(dagger.toString()));
  }

  private String post(String path) throws IOException, InterruptedException, TurnedDownException {
    HttpResponse<String> answer =
        send(request(path).header(Requests.HEADER, "1").POST(BodyPublishers.noBody()));
    if (answer.statusCode() != FINE) {
      throw new TurnedDownException(answer.body().strip());
    }
    return answer.body().strip();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(agent.resolve(path)).timeout(TIMEOUT);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | IllegalArgumentException e) {
      throw nobodyAnswers(e);
    }
  }

  private IOException nobodyAnswers(Exception cause) {
    return new IOException("no agent answers at " + agent, cause);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
