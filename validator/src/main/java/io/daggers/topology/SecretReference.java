package io.daggers.topology;

import io.daggers.definition.Located;
import io.daggers.definition.YamlObject;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.util.Optional;

/** What stands in place of a secret. */
public final class SecretReference {

  /** What a name of a variable follows. */
  public static final String VARIABLE = "secret://env/";

  /** What a file's path below a folder of secrets follows. */
  public static final String FILE = "secret://file/";

  private static final String SCHEME = "secret://";

  static final String FORM = "^" + SCHEME;

  private SecretReference() {}

  /** Whether it is one, and not the secret itself. */
  public static boolean isOne(String text) {
    return text.startsWith(SCHEME);
  }

  /** A reference, or a finding where it is the secret itself. */
  static Optional<Located<String>> read(YamlObject object, String key, Findings findings) {
    Optional<Located<String>> written = object.text(key);
    written
        .filter(text -> !isOne(text.value()))
        .ifPresent(
            text ->
                findings.add(
                    Diagnostic.error(
                        Code.DG0104,
                        text.location(),
                        "'%s' must be a reference, not the secret itself".formatted(key),
                        "write secret://env/NAME and set NAME where the agent runs, or"
                            + " secret://file/NAME and put the file into its secrets folder")));
    return written;
  }
}
