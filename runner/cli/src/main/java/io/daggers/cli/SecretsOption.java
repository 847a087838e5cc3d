package io.daggers.cli;

import io.daggers.job.secret.LateSecret;
import io.daggers.job.secret.SecretReferences;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --secrets-dir}: where files are that hold secrets. */
final class SecretsOption {

  @Option(
      names = "--secrets-dir",
      paramLabel = "DIR",
      description = "The folder that secret://file/NAME is below.")
  @Nullable Path folder;

  /** Throws IllegalArgumentException where a reference leads nowhere. */
  String resolve(String reference) {
    return new SecretReferences(folder).resolve(reference);
  }

  /** The same for who looks it up later. */
  LateSecret late(String reference) {
    return new SecretReferences(folder).late(reference);
  }
}
