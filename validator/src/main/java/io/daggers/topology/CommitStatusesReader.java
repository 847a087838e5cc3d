package io.daggers.topology;

import static io.daggers.definition.YamlType.TEXT;
import static io.daggers.definition.YamlType.form;

import io.daggers.definition.Located;
import io.daggers.definition.YamlObject;
import io.daggers.definition.YamlShape;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.topology.CommitStatuses.Host;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the key {@code statuses} of an environment. */
final class CommitStatusesReader {

  private static final String GITHUB_FORM = "^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$";
  private static final String GITLAB_FORM = "^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

  private static final YamlShape GITHUB =
      YamlShape.of("GitHub")
          .required("repository", form(GITHUB_FORM), "owner/name.")
          .required(
              "token",
              form(SecretReference.FORM),
              "A reference such as secret://file/NAME to a token that may write commit statuses.")
          .optional("api", TEXT, "Default: https://api.github.com.");

  private static final YamlShape GITLAB =
      YamlShape.of("GitLab")
          .required("project", form(GITLAB_FORM), "The project's path, group/name, or its number.")
          .required(
              "token",
              form(SecretReference.FORM),
              "A reference such as secret://file/NAME to a token that may write commit statuses.")
          .optional("api", TEXT, "Default: https://gitlab.com/api/v4.");

  static final YamlShape SHAPE =
      YamlShape.of("statuses")
          .optional("github", GITHUB.type(), "The repository on GitHub.")
          .optional("gitlab", GITLAB.type(), "The project on GitLab.");

  private final Findings findings;

  private CommitStatusesReader(Findings findings) {
    this.findings = findings;
  }

  /** Null where it is not complete; findings say what is missing. */
  static @Nullable CommitStatuses read(YamlObject object, Findings findings) {
    Optional<YamlObject> github = object.object("github");
    Optional<YamlObject> gitlab = object.object("gitlab");
    if (github.isPresent() == gitlab.isPresent()) {
      findings.add(
          Diagnostic.error(
              Code.DG0105,
              object.location(),
              "'statuses' needs either 'github' or 'gitlab'",
              "write where the repository that the agent follows is kept"));
      return null;
    }
    CommitStatusesReader reader = new CommitStatusesReader(findings);
    return github.isPresent()
        ? reader.read(github.get(), Host.GITHUB, "https://api.github.com")
        : reader.read(gitlab.orElseThrow(), Host.GITLAB, "https://gitlab.com/api/v4");
  }

  private @Nullable CommitStatuses read(YamlObject object, Host host, String usualApi) {
    Optional<Located<String>> repository =
        host == Host.GITHUB
            ? object.parsed(
                "repository", "owner/name", text -> matching(Pattern.compile(GITHUB_FORM), text))
            : object.parsed(
                "project",
                "group/name or a number",
                text -> matching(Pattern.compile(GITLAB_FORM), text));
    Optional<Located<String>> token = SecretReference.read(object, "token", findings);
    Optional<Located<String>> api =
        object.parsed("api", "an address that begins with https://", CommitStatusesReader::api);
    if (repository.isEmpty() || token.isEmpty()) {
      return null;
    }
    return new CommitStatuses(
        host,
        repository.get().value(),
        token.get().value(),
        api.map(Located::value).orElse(usualApi));
  }

  private static String matching(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  /** The token is sent there, so that it must not be read on the way. */
  private static String api(String text) {
    URI uri = URI.create(text);
    boolean isSafe =
        "https".equals(uri.getScheme())
            || ("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost()));
    if (!isSafe || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
      throw new IllegalArgumentException(text);
    }
    return text.replaceFirst("/+$", "");
  }
}
