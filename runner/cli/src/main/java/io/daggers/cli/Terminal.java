package io.daggers.cli;

/** Whether a person is looking. */
public final class Terminal {

  private static final int COLUMNS = Integer.getInteger("daggers.columns", 80);

  private Terminal() {}

  /** A line that does not wrap: what is too long is cut. */
  public static String fit(String line) {
    return line.length() < COLUMNS ? line : line.substring(0, COLUMNS - 2) + "…";
  }

  /**
   * True where output goes to a terminal that can show colours and move its cursor. The launcher
   * says whether it is a terminal: Java cannot tell it of standard output alone.
   */
  public static boolean isInteractive() {
    return Boolean.getBoolean("daggers.terminal")
        && !"dumb".equals(System.getenv("TERM"))
        && System.getenv("NO_COLOR") == null;
  }
}
