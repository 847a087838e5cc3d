package io.daggers.cli.draft;

import io.daggers.definition.Spelling;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question with its possible answers, of which the first is taken where nothing is answered.
 *
 * @param text what is asked, such as "Which stream does it read?"
 * @param choices at least one
 */
public record Question(String text, List<Choice> choices) {

  public Question {
    choices = List.copyOf(choices);
  }

  /** An answer that is none of the choices, in a sentence for the person. */
  public static final class NoSuchAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    NoSuchAnswerException(String message) {
      super(message);
    }
  }

  /**
   * The word of the choice: the one given, or else asked for. A wrong answer is asked for again as
   * long as there are lines to read.
   *
   * @param given an answer that needs no asking; null where there is none
   */
  public String answer(@Nullable String given, BufferedReader answers, PrintWriter out)
      throws IOException, NoSuchAnswerException {
    if (given != null) {
      return find(given).orElseThrow(() -> new NoSuchAnswerException(refusal(given)));
    }
    out.println(text);
    for (int i = 0; i < choices.size(); i++) {
      out.printf("  %d  %s: %s%n", i + 1, choices.get(i).word(), choices.get(i).meaning());
    }
    String wrong = null;
    while (true) {
      out.printf("[1] > ");
      out.flush();
      String line = answers.readLine();
      if (line == null && wrong != null) {
        throw new NoSuchAnswerException(wrong);
      }
      if (line == null || line.isBlank()) {
        out.println(line == null ? choices.get(0).word() : "");
        return choices.get(0).word();
      }
      Optional<String> found = find(line.strip());
      if (found.isPresent()) {
        out.println();
        return found.get();
      }
      wrong = refusal(line.strip());
      out.println(wrong);
    }
  }

  /** A choice by its number, its word, or the last part of its word. */
  private Optional<String> find(String answer) {
    for (int i = 0; i < choices.size(); i++) {
      String word = choices.get(i).word();
      if (answer.equals(Integer.toString(i + 1)) || answer.equals(word)) {
        return Optional.of(word);
      }
    }
    List<String> ending =
        choices.stream().map(Choice::word).filter(w -> w.endsWith("." + answer)).toList();
    return ending.size() == 1 ? Optional.of(ending.get(0)) : Optional.empty();
  }

  private String refusal(String answer) {
    return "'%s' is none of the answers; %s"
        .formatted(
            answer,
            Spelling.suggest(answer, choices.stream().map(Choice::word).toList(), "answers"));
  }
}
