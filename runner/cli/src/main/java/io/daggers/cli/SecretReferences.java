package io.daggers.cli;

/** Finds the value behind {@code secret://env/NAME}. */
final class SecretReferences {

  private static final String ENV = "secret://env/";

  private SecretReferences() {}

  /** Throws IllegalArgumentException, without the value, where there is none. */
  static String resolve(String reference) {
    if (!reference.startsWith(ENV)) {
      throw new IllegalArgumentException("cannot resolve " + reference + ": only " + ENV + "NAME");
    }
    String name = reference.substring(ENV.length());
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "the variable " + name + " of " + reference + " is not set");
    }
    return value;
  }
}
