package io.daggers.cli.change;

import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.TextReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A report as a comment on a pull request: a short table, details folded. What does not fit into a
 * comment is left out from the end, and the comment says so.
 */
public final class ChangeMarkdown {

  /** GitHub takes no longer comment. */
  public static final int MOST_CHARACTERS = 65_536;

  private static final int ROOM_FOR_THE_END = 400;

  private final StringBuilder out = new StringBuilder();
  private final TextReport diagnostics;
  private int leftOut;

  private ChangeMarkdown(ChangeReport report) {
    this.diagnostics = new TextReport(report.linesOf(), false);
  }

  public static String write(ChangeReport report) {
    return new ChangeMarkdown(report).text(report);
  }

  private String text(ChangeReport report) {
    List<Effect> effects =
        together(report.effects()).stream()
            .sorted(Comparator.comparing((Effect effect) -> !effect.isError()))
            .toList();
    List<Effect> loud = effects.stream().filter(effect -> !effect.isQuiet()).toList();
    out.append("### ").append(MarkdownText.escape(report.title())).append("\n\n");
    summary(report, loud);
    table(loud);
    int unchanged = effects.size() - loud.size();
    if (unchanged > 0) {
      out.append(
          unchanged == 1 ? "One dagger does not change.\n\n" : unchanged + " do not change.\n\n");
    }
    folded("Findings about schemas, streams and teams", repository(report));
    loud.forEach(this::details);
    if (leftOut > 0) {
      out.append(
          "\nThis comment has no room for %d more. The command prints all.\n".formatted(leftOut));
    }
    return out.toString().stripTrailing() + "\n";
  }

  /** What happens in several environments alike is told once. */
  private static List<Effect> together(List<Effect> effects) {
    Map<List<Object>, List<Effect>> alike = new LinkedHashMap<>();
    for (Effect effect : effects) {
      alike
          .computeIfAbsent(
              List.of(
                  effect.dagger(),
                  effect.verdict(),
                  effect.reason(),
                  effect.differences(),
                  effect.state(),
                  effect.isQuiet()),
              key -> new ArrayList<>())
          .add(effect);
    }
    return alike.values().stream()
        .map(
            same -> {
              Effect one = same.get(0);
              return new Effect(
                  one.dagger(),
                  same.stream().map(Effect::environment).collect(Collectors.joining(", ")),
                  one.verdict(),
                  one.isError(),
                  one.isQuiet(),
                  one.reason(),
                  one.differences(),
                  one.state(),
                  one.findings());
            })
        .toList();
  }

  private void summary(ChangeReport report, List<Effect> loud) {
    long errors =
        report.repository().stream().filter(Diagnostic::isError).count()
            + loud.stream().filter(Effect::isError).count();
    if (errors > 0) {
      out.append(
          errors == 1
              ? "**One thing must be mended before a merge.**\n\n"
              : "**%d things must be mended before a merge.**\n\n".formatted(errors));
    }
    if (loud.isEmpty()) {
      out.append("Nothing happens to any dagger.\n\n");
    }
  }

  private void table(List<Effect> loud) {
    if (loud.isEmpty()) {
      return;
    }
    boolean named = loud.stream().anyMatch(effect -> !effect.environment().isEmpty());
    out.append(named ? "| Dagger | Environment |" : "| Dagger |")
        .append(" What happens | State |\n")
        .append(named ? "| --- | --- |" : "| --- |")
        .append(" --- | --- |\n");
    for (Effect effect : loud) {
      StringBuilder row = new StringBuilder("| ").append(MarkdownText.escape(effect.dagger()));
      if (named) {
        row.append(" | ").append(MarkdownText.escape(effect.environment()));
      }
      row.append(" | ")
          .append(effect.isError() ? "**" + effect.verdict() + "**" : effect.verdict())
          .append(" | ")
          .append(effect.stateInBrief())
          .append(" |\n");
      addIfThereIsRoom(row.toString());
    }
    out.append('\n');
  }

  private String repository(ChangeReport report) {
    return preformatted(report.repository());
  }

  private void details(Effect effect) {
    StringBuilder text =
        new StringBuilder(MarkdownText.escape(sentence(effect.reason()))).append(".\n\n");
    if (!effect.differences().isEmpty()) {
      text.append("Changed: ")
          .append(MarkdownText.escape(String.join(", ", effect.differences())))
          .append(".\n\n");
    }
    effect
        .stateLines()
        .forEach(line -> text.append("- ").append(MarkdownText.escape(line)).append('\n'));
    if (!effect.state().isEmpty()) {
      text.append('\n');
    }
    text.append(preformatted(effect.findings().stream().filter(Diagnostic::isError).toList()));
    String where = effect.environment().isEmpty() ? "" : " (" + effect.environment() + ")";
    folded(effect.dagger() + where + ": " + effect.verdict(), text.toString());
  }

  private static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private String preformatted(List<Diagnostic> findings) {
    return findings.isEmpty()
        ? ""
        : "<pre>\n"
            + MarkdownText.preformatted(
                findings.stream().map(diagnostics::print).collect(Collectors.joining("\n")))
            + "</pre>\n\n";
  }

  private void folded(String title, String content) {
    if (!content.isEmpty()) {
      addIfThereIsRoom(
          "<details><summary>%s</summary>\n\n%s</details>\n\n"
              .formatted(MarkdownText.escape(title), content));
    }
  }

  private void addIfThereIsRoom(String text) {
    if (leftOut > 0 || out.length() + text.length() > MOST_CHARACTERS - ROOM_FOR_THE_END) {
      leftOut++;
    } else {
      out.append(text);
    }
  }
}
