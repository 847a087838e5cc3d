package io.daggers.cli;

import io.daggers.cli.change.ChangeJson;
import io.daggers.cli.change.ChangeMarkdown;
import io.daggers.cli.change.ChangeReport;
import io.daggers.cli.change.ChangeText;
import java.io.PrintWriter;
import java.util.Locale;

/** How {@code plan} and {@code impact} print. */
enum ChangeOutput {
  TEXT,
  JSON,
  MARKDOWN;

  void write(ChangeReport report, PrintWriter out) {
    switch (this) {
      case TEXT -> ChangeText.print(report, Terminal.isInteractive(), out);
      case JSON -> out.println(ChangeJson.write(report));
      case MARKDOWN -> out.print(ChangeMarkdown.write(report));
    }
    out.flush();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
