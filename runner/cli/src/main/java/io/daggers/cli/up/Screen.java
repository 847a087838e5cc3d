package io.daggers.cli.up;

import io.daggers.cli.Terminal;
import java.io.PrintWriter;
import java.util.List;

/** Output that is redrawn on a terminal, and written once in a pipe. */
final class Screen {

  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean interactive = Terminal.isInteractive();
  private int drawn;
  private String shown = "";

  Screen(PrintWriter out) {
    this.out = out;
  }

  boolean isInteractive() {
    return interactive;
  }

  /** One line that says what happens now; a terminal shows only the newest. */
  synchronized void progress(String text) {
    String stage = text.replaceFirst(": .*", "");
    if (interactive) {
      out.print(CLEAR_LINE + Terminal.fit("  " + text + " ..."));
    } else if (!stage.equals(shown)) {
      out.println("  " + stage);
    }
    shown = stage;
    out.flush();
  }

  /** Lines that stay. */
  synchronized void print(List<String> lines) {
    if (interactive) {
      out.print(CLEAR_LINE);
    }
    lines.forEach(out::println);
    drawn = 0;
    out.flush();
  }

  /** Lines that the next call draws over. */
  synchronized void redraw(List<String> lines) {
    if (drawn > 0) {
      out.print(UP.formatted(drawn) + CLEAR_BELOW);
    }
    lines.forEach(line -> out.println(Terminal.fit(line)));
    drawn = lines.size();
    out.flush();
  }
}
