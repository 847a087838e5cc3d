package io.daggers.topology;

/**
 * Where commits are told how they fare in an environment.
 *
 * @param repository for GitHub {@code owner/name}, for GitLab the project's path or number
 * @param token a reference such as {@code secret://file/NAME}, never the secret itself
 * @param api the address of the interface, without a slash at its end
 */
public record CommitStatuses(Host host, String repository, String token, String api) {

  /** Who keeps the repository. */
  public enum Host {
    GITHUB,
    GITLAB
  }
}
