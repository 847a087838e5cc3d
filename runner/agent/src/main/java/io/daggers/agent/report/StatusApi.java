package io.daggers.agent.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.daggers.topology.CommitStatuses;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.util.Map;

/** How GitHub and GitLab are told a commit's status, by their public documentation. */
final class StatusApi {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final CommitStatuses target;
  private final String context;

  /**
   * @param environment each has a status of its own on a commit
   */
  StatusApi(CommitStatuses target, String environment) {
    this.target = target;
    this.context = "daggers/" + environment;
  }

  /** The request without the token and without a limit on time. */
  HttpRequest.Builder request(CommitStatus status) {
    return switch (target.host()) {
      case GITHUB ->
          post(
                  "/repos/%s/statuses/%s".formatted(target.repository(), status.revision()),
                  status,
                  github(status.state()))
              .header("Accept", "application/vnd.github+json")
              .header("X-GitHub-Api-Version", "2022-11-28");
      case GITLAB ->
          post(
              "/projects/%s/statuses/%s"
                  .formatted(URLEncoder.encode(target.repository(), UTF_8), status.revision()),
              status,
              gitlab(status.state()));
    };
  }

  void authorize(HttpRequest.Builder request, String token) {
    switch (target.host()) {
      case GITHUB -> request.header("Authorization", "Bearer " + token);
      case GITLAB -> request.header("PRIVATE-TOKEN", token);
    }
  }

  /** As it may be told to people. */
  @Override
  public String toString() {
    return "%s at %s".formatted(target.repository(), target.api());
  }

  private HttpRequest.Builder post(String path, CommitStatus status, String state) {
    Map<String, String> body =
        Map.of("state", state, "context", context, "description", status.description());
    return HttpRequest.newBuilder(URI.create(target.api() + path))
        .header("Content-Type", "application/json")
        .header("User-Agent", "daggers")
        .POST(HttpRequest.BodyPublishers.ofString(json(body)));
  }

  private static String github(CommitState state) {
    return switch (state) {
      case PENDING -> "pending";
      case SUCCESS -> "success";
      case FAILURE -> "failure";
    };
  }

  private static String gitlab(CommitState state) {
    return switch (state) {
      case PENDING -> "pending";
      case SUCCESS -> "success";
      case FAILURE -> "failed";
    };
  }

  private static String json(Map<String, String> body) {
    try {
      return MAPPER.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts that cannot be written", e);
    }
  }
}
