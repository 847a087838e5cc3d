package io.daggers.bench;

import java.nio.file.Path;

/** The project's checkout, as {@code make bench} names it to every process. */
final class Checkout {

  static final Path ROOT = Path.of(System.getProperty("daggers.root"));

  private Checkout() {}
}
