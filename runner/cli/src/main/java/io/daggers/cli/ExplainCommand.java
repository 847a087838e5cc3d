package io.daggers.cli;

import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.CodePage;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dagger explain}: what a code means. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Say what a code of a finding means, with examples.")
final class ExplainCommand implements Callable<Integer> {

  private static final List<String> CODES =
      Arrays.stream(Code.values()).map(Code::toString).toList();

  @Spec @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "CODE",
      description = "A code such as DG0404 (default: list all of them).")
  @Nullable String code;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (code == null) {
      list().forEach(out::println);
    } else {
      String page = CodePage.of(find(code));
      out.print(Terminal.isInteractive() ? MarkdownPage.forTerminal(page) : page);
    }
    out.flush();
    return ExitCode.FINE;
  }

  private Code find(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    String full = upper.matches("\\d{1,4}") ? "DG" + "0".repeat(4 - upper.length()) + upper : upper;
    if (!CODES.contains(full)) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no code '%s'; %s"
              .formatted(
                  text,
                  Spelling.nearest(full, CODES)
                          .map(near -> "did you mean %s (%s)? ".formatted(near, title(near)))
                          .orElse("")
                      + "'dagger explain' lists them all"));
    }
    return Code.valueOf(full);
  }

  private static String title(String code) {
    return Code.valueOf(code).title();
  }

  private static List<String> list() {
    TextTable table = new TextTable("CODE", "TITLE");
    for (Code code : Code.values()) {
      table.add(code.toString(), code.title());
    }
    return table.lines();
  }
}
