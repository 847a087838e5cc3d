package io.daggers.agent.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks an agent how it is. */
public final class StatusClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

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
    HttpRequest request = HttpRequest.newBuilder(agent.resolve("/status")).timeout(TIMEOUT).build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return StatusFormat.read(answer.body());
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException("no agent answers at " + agent, e);
    }
  }
}
