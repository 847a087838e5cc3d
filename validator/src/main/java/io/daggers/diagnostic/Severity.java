package io.daggers.diagnostic;

import java.util.Locale;

/** How much a finding weighs: an error rejects, a warning does not. */
public enum Severity {
  ERROR,
  WARNING,
  INFO;

  /** The word printed and written to JSON: {@code error}, {@code warning} or {@code info}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
