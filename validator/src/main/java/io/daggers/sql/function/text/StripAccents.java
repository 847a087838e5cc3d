package io.daggers.sql.function.text;

import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** A text without the marks on its letters. */
@Described(
    name = "STRIP_ACCENTS",
    topic = Topic.TEXTS,
    form = "STRIP_ACCENTS(text STRING)",
    gives = "STRING",
    does =
        "The text without the marks on its letters, so that names that are typed in different"
            + " ways are one. Letters that are no others with a mark, such as \u00f8, stay.",
    nulls = "the argument is NULL",
    examples = {
      @Example(sql = "STRIP_ACCENTS('S\u00e3o Paulo')", result = "Sao Paulo"),
      @Example(sql = "STRIP_ACCENTS(CAST(NULL AS STRING))", result = "NULL")
    })
public final class StripAccents extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");

  public @Nullable String eval(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
    return Normalizer.normalize(MARKS.matcher(apart).replaceAll(""), Normalizer.Form.NFC);
  }
}
