package io.daggers.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows the little Markdown that our own pages use, on a terminal. */
final class MarkdownPage {

  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String BLUE = "\u001b[34m";
  private static final Pattern FENCE = Pattern.compile("```(\\w*)( .*)?");
  private static final Pattern FILE = Pattern.compile("file=(\\S+)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private MarkdownPage() {}

  /** Headings in bold, code in colour and indented, the words after a fence left out. */
  static String forTerminal(String markdown) {
    StringBuilder out = new StringBuilder();
    boolean code = false;
    for (String line : markdown.lines().toList()) {
      Matcher fence = FENCE.matcher(line);
      if (fence.matches()) {
        code = !code;
        if (code) {
          out.append(file(fence));
        }
      } else if (code) {
        out.append("    ").append(BLUE).append(line).append(RESET).append('\n');
      } else if (line.startsWith("#")) {
        out.append(BOLD).append(line.replaceFirst("^#+ ", "")).append(RESET).append('\n');
      } else {
        out.append(CODE.matcher(line).replaceAll(BLUE + "$1" + RESET)).append('\n');
      }
    }
    return out.toString();
  }

  /** The name of the file that a block is. */
  private static String file(Matcher fence) {
    String words = fence.group(2) == null ? "" : fence.group(2);
    Matcher file = FILE.matcher(words);
    String name =
        file.find()
            ? file.group(1)
            : words.isEmpty() ? "" : fence.group(1).equals("sql") ? "query.sql" : "dagger.yaml";
    return name.isEmpty() ? "" : "  " + name + "\n";
  }
}
