package io.daggers.job.secret;

import io.daggers.topology.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values behind {@code secret://env/NAME} and {@code secret://file/NAME}. What it says
 * where there is none never holds a value.
 *
 * @param folder that files are below; null where there are none
 */
public record SecretReferences(@Nullable Path folder) {

  /** Certificates with all above them; far from what would be a mistake. */
  private static final long MOST_BYTES = 1 << 20;

  /** Knows variables only. */
  public static final SecretReferences WITHOUT_FILES = new SecretReferences(null);

  /**
   * A secret that is there, to be looked up later, maybe on another machine.
   *
   * @throws IllegalArgumentException where there is none on this machine
   */
  public LateSecret late(String reference) {
    resolve(reference);
    return new LateSecret(reference, folder == null ? null : folder.toString());
  }

  /** Throws IllegalArgumentException where a reference leads nowhere. */
  public String resolve(String reference) {
    if (reference.startsWith(SecretReference.VARIABLE)) {
      return variable(reference, reference.substring(SecretReference.VARIABLE.length()));
    }
    if (reference.startsWith(SecretReference.FILE)) {
      return file(reference, reference.substring(SecretReference.FILE.length()));
    }
    throw new IllegalArgumentException(
        "cannot resolve %s: write %sNAME or %sNAME"
            .formatted(reference, SecretReference.VARIABLE, SecretReference.FILE));
  }

  private static String variable(String reference, String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "the variable " + name + " of " + reference + " is not set");
    }
    return value;
  }

  private String file(String reference, String name) {
    if (folder == null) {
      throw new IllegalArgumentException(
          reference
              + " is a file, and no folder of secrets is given (--secrets-dir, on YARN yarn.secrets_dir)");
    }
    try {
      Path top = folder.toRealPath();
      Path file = top.resolve(name).toRealPath();
      if (!file.startsWith(top) || !Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException(
            "%s is not a file of at most %d bytes below %s".formatted(reference, MOST_BYTES, top));
      }
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "%s cannot be read: there is no file %s on this machine"
              .formatted(reference, folder.resolve(name)),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s cannot be read below %s: %s".formatted(reference, folder, e), e);
    }
  }
}
