package io.daggers.sql.names;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Phrases of the planner's that say what is wrong, in other words and with a way out. */
final class OtherComplaints {

  /**
   * A phrase and what to say in its place.
   *
   * @param message with the phrase's groups as %1$s and so on, and the function's name as the last
   */
  private record Phrase(Pattern pattern, String message, String help) {}

  private static final List<Phrase> PHRASES =
      List.of(
          phrase(
              "Illegal mixing of types in CASE or COALESCE",
              "the values of this %1$s are of different types",
              "CAST them to one type"),
          phrase(
              "Parameters must be of the same type",
              "the values of this %1$s are of different types",
              "CAST them to one type"),
          phrase(
              "Values passed to IN operator",
              "what stands behind IN is of another type, or has another number of columns",
              "compare one column with values of its type: city IN ('jakarta', 'bandung')"),
          phrase(
              "String literal continued on same line",
              "two texts stand next to one another",
              "put a comma between them, or join them with ||"),
          phrase(
              "different charsets",
              "texts with a prefix, such as N'...', do not go together with others",
              "write the text without the prefix; every text is Unicode here"),
          phrase(
              "Duplicate relation name '(.+?)' in FROM",
              "two tables of this FROM are called '%1$s'",
              "give one of them another name with AS"),
          phrase(
              "Cast function cannot convert value of type (.+) to type (.+)",
              "%1$s cannot be made %2$s",
              "CAST it to another type, or take one of its fields"),
          phrase(
              "'(\\w+)' is not a valid time frame",
              "'%1$s' is no unit of time",
              "units: SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, YEAR"),
          phrase(
              "Numeric literal '(.+?)' out of range",
              "the number %1$s has more digits than any type holds",
              "write a smaller one; at most 38 digits"));

  private OtherComplaints() {}

  /**
   * @param function the function or operator it is about
   */
  static Optional<Diagnostic> of(String message, Location at, String function) {
    for (Phrase phrase : PHRASES) {
      Matcher matcher = phrase.pattern().matcher(message);
      if (matcher.find()) {
        Object[] words = new Object[matcher.groupCount() + 1];
        for (int i = 0; i < matcher.groupCount(); i++) {
          words[i] = PlainWords.of(matcher.group(i + 1));
        }
        words[matcher.groupCount()] = function;
        return Optional.of(
            Diagnostic.error(Code.DG0407, at, phrase.message().formatted(words), phrase.help()));
      }
    }
    return Optional.empty();
  }

  private static Phrase phrase(String pattern, String message, String help) {
    return new Phrase(Pattern.compile(pattern), message, help);
  }
}
