package io.daggers.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a CI server says about the run it started. */
final class CiServer {

  private CiServer() {}

  /** Where people see the repository's files, ending in a slash; null where nothing says so. */
  static @Nullable String filesUrl(Map<String, String> environment) {
    String repository = environment.get("GITHUB_REPOSITORY");
    if (repository != null) {
      return "%s/%s/blob/HEAD/"
          .formatted(
              environment.getOrDefault("GITHUB_SERVER_URL", "https://github.com"), repository);
    }
    String project = environment.get("CI_PROJECT_URL");
    return project == null ? null : project + "/-/blob/HEAD/";
  }
}
