package io.daggers.agent.platform.yarn;

import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an application says of itself to YARN, which keeps it as long as the application: one fact
 * in each tag, in lower case and below 100 characters, as YARN wants them.
 *
 * @param runner the version that it was started with
 */
record ApplicationTags(DaggerName dagger, Fingerprint fingerprint, String runner) {

  private static final String ENVIRONMENT = "dagger-environment-";
  private static final String TEAM = "dagger-team-";
  private static final String DAGGER = "dagger-name-";
  private static final String FINGERPRINT = "dagger-fingerprint-";
  private static final String RUNNER = "dagger-runner-";

  static ApplicationTags of(JobBundle bundle, RunnerLibrary library) {
    return new ApplicationTags(bundle.dagger(), bundle.fingerprint(), library.version());
  }

  /** The tag that all applications of an environment have, and no others. */
  static String ofEnvironment(String name) {
    return ENVIRONMENT + name.toLowerCase(Locale.ROOT);
  }

  /** Nothing where it is not one of ours after all. */
  static Optional<ApplicationTags> read(Set<String> tags) {
    return value(tags, TEAM)
        .flatMap(team -> value(tags, DAGGER).map(dagger -> new DaggerName(team, dagger)))
        .flatMap(
            dagger ->
                value(tags, FINGERPRINT)
                    .map(
                        digits ->
                            new ApplicationTags(
                                dagger,
                                new Fingerprint(digits),
                                value(tags, RUNNER).orElse("unknown"))));
  }

  /** Comma-separated, as Flink takes them. */
  String text(String environment) {
    return String.join(
        ",",
        ofEnvironment(environment),
        TEAM + dagger.team(),
        DAGGER + dagger.dagger(),
        FINGERPRINT + fingerprint,
        RUNNER + runner);
  }

  private static Optional<String> value(Set<String> tags, String prefix) {
    return tags.stream()
        .filter(tag -> tag.startsWith(prefix))
        .map(tag -> tag.substring(prefix.length()))
        .findFirst();
  }
}
