package io.daggers.diagnostic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** A diagnostic as JSON, with the keys of {@code validate --output json}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Finding(
    String code,
    String severity,
    String message,
    @Nullable String help,
    String file,
    int line,
    int column,
    int endLine,
    int endColumn) {

  public static Finding of(Diagnostic diagnostic) {
    return new Finding(
        diagnostic.code().toString(),
        diagnostic.severity().word(),
        diagnostic.message(),
        diagnostic.helpText(),
        diagnostic.location().file(),
        diagnostic.location().line(),
        diagnostic.location().column(),
        diagnostic.location().endLine(),
        diagnostic.location().endColumn());
  }
}
