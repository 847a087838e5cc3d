package io.daggers.job.secret;

import java.io.Serializable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A secret that is looked up where it is needed, each time it is. What is sent to another machine
 * or written down is the reference.
 *
 * @param reference such as {@code secret://file/NAME}
 * @param folder of each machine, that files are below; null where there are none
 */
public record LateSecret(String reference, @Nullable String folder) implements Serializable {

  /** Throws IllegalArgumentException where there is none on this machine. */
  public String value() {
    return new SecretReferences(folder == null ? null : Path.of(folder)).resolve(reference);
  }
}
