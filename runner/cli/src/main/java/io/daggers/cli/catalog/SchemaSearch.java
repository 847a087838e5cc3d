package io.daggers.cli.catalog;

import io.daggers.definition.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Finds the schema that a person means by a part of its name. */
public final class SchemaSearch {

  private final List<String> names;

  /**
   * @param names full names, such as {@code rides.booking.v1.BookingEvent}
   */
  public SchemaSearch(Collection<String> names) {
    this.names = List.copyOf(new TreeSet<>(names));
  }

  /** What was found, and a sentence for the person where that is not one. */
  public record Answer(Optional<String> name, String problem) {}

  /**
   * The schema of this full name; else the only one of this last name, the only one that begins or
   * ends so, or the only one that holds the text, in upper or lower case.
   */
  public Answer find(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    List<Predicate<String>> ways =
        List.of(
            name -> name.equals(text),
            name -> lastName(name).equals(text),
            name -> name.toLowerCase(Locale.ROOT).endsWith("." + word),
            name -> starts(name, word) || name.toLowerCase(Locale.ROOT).endsWith(word),
            name -> name.toLowerCase(Locale.ROOT).contains(word));
    for (Predicate<String> way : ways) {
      List<String> found = names.stream().filter(way).toList();
      if (found.size() == 1) {
        return new Answer(Optional.of(found.get(0)), "");
      }
      if (found.size() > 1) {
        return new Answer(
            Optional.empty(), "'%s' may be %s".formatted(text, String.join(" or ", found)));
      }
    }
    return new Answer(
        Optional.empty(), "there is no schema '%s'; %s".formatted(text, suggestion(text)));
  }

  private static boolean starts(String name, String word) {
    return name.toLowerCase(Locale.ROOT).startsWith(word)
        || lastName(name).toLowerCase(Locale.ROOT).startsWith(word);
  }

  private String suggestion(String text) {
    return Spelling.nearest(text, names.stream().map(SchemaSearch::lastName).toList())
        .map(near -> "did you mean '" + near + "'?")
        .orElseGet(() -> Spelling.suggest(text, names, "schemas"));
  }

  private static String lastName(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
