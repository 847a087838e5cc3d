package io.daggers.agent.platform.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.daggers.agent.platform.PlatformException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** HTTP with JSON both ways. A path that does not exist is a missing node, not an error. */
final class RestCalls {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int NOT_FOUND = 404;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI base;

  RestCalls(URI base) {
    this.base = base;
  }

  JsonNode get(String path) throws PlatformException {
    return call("GET", path, BodyPublishers.noBody());
  }

  JsonNode post(String path, Map<String, ?> body) throws PlatformException {
    return call("POST", path, BodyPublishers.ofString(MAPPER.valueToTree(body).toString()));
  }

  void patch(String path) throws PlatformException {
    call("PATCH", path, BodyPublishers.noBody());
  }

  private JsonNode call(String method, String path, HttpRequest.BodyPublisher body)
      throws PlatformException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == NOT_FOUND) {
        return MAPPER.missingNode();
      }
      JsonNode json = MAPPER.readTree(answer.body());
      if (answer.statusCode() >= 300) {
        throw new PlatformException(FailureText.ofAnswer(json));
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new PlatformException("Flink at %s does not answer in JSON".formatted(base), e);
    } catch (IOException e) {
      throw new PlatformException("Flink does not answer at " + base, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("interrupted while waiting for Flink", e);
    }
  }
}
