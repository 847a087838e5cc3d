package io.daggers.agent.repository;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether commits have to be signed.
 *
 * @param allowedSigners whose signatures count, in the form of OpenSSH's {@code allowed_signers};
 *     null where none is looked at
 */
public record SignaturePolicy(Strictness strictness, @Nullable Path allowedSigners) {

  /** Nobody looks. */
  public static final SignaturePolicy OFF = new SignaturePolicy(Strictness.OFF, null);

  /** What becomes of a commit without a good signature. */
  public enum Strictness {
    /** Nobody looks. */
    OFF,
    /** It is followed, and the log says so. */
    WARN,
    /** It is not put in force. */
    REQUIRE
  }

  public SignaturePolicy {
    if ((strictness == Strictness.OFF) != (allowedSigners == null)) {
      throw new IllegalArgumentException("signatures that are looked at need allowed signers");
    }
  }
}
