package io.daggers.sql.function.text;

import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** A text of which only the end can be read. */
@Described(
    name = "MASK",
    topic = Topic.TEXTS,
    form = "MASK(text STRING, shown INT)",
    gives = "STRING",
    does =
        "The text with * in place of every character but the last few: what is needed to"
            + " recognise a phone number, and no more. A text that has no more characters than are"
            + " shown is masked as a whole.",
    nulls = "an argument is NULL, or shown is below 0",
    arguments = {Argument.ANYTHING, Argument.LETTERS},
    examples = {
      @Example(sql = "MASK('+6281234567', 3)", result = "********567"),
      @Example(sql = "MASK('567', 3)", result = "***"),
      @Example(sql = "MASK('567', CAST(NULL AS INT))", result = "NULL")
    })
public final class Mask extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable String eval(@Nullable String text, @Nullable Integer shown) {
    if (text == null || shown == null || shown < 0) {
      return null;
    }
    int letters = text.codePointCount(0, text.length());
    int hidden = letters <= shown ? letters : letters - shown;
    return "*".repeat(hidden) + text.substring(text.offsetByCodePoints(0, hidden));
  }
}
