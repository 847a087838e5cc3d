package io.daggers.job.edit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A dagger and edits of it, as a file says.
 *
 * @param about what kind of dagger it is
 * @param dagger its dagger.yaml
 * @param query its query.sql
 */
record Edits(String about, String dagger, String query, List<Edit> edits) {

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  enum State {
    @JsonProperty("kept")
    KEPT,
    @JsonProperty("refused")
    REFUSED
  }

  /** Which rows must be equal to those of a run without interruption. */
  enum Rows {
    /** All, before the edit and after it: it must have been possible to edit at any time. */
    @JsonProperty("all")
    ALL,
    /** Those written after the edit; before it the old definition wrote others, as it should. */
    @JsonProperty("from now on")
    FROM_NOW_ON
  }

  /**
   * An edit.
   *
   * @param query what is replaced by what in the query
   * @param schemas what is replaced by what below {@code schemas/}
   * @param rows which must be equal where state is kept; null means all
   * @param rightAllTheSame why state is refused although it would have given the same rows; null
   *     where it would not
   * @param startsByChance whether it depends on where the old job stopped if a job starts that is
   *     made to take the refused state
   * @param note why, where it does not go without saying
   */
  record Edit(
      String edit,
      @Nullable Map<String, String> query,
      @Nullable Map<String, String> dagger,
      @Nullable Map<String, String> schemas,
      State state,
      @Nullable Rows rows,
      @Nullable String rightAllTheSame,
      boolean startsByChance,
      @Nullable String note) {

    Rows comparedRows() {
      return Objects.requireNonNullElse(rows, Rows.ALL);
    }
  }

  static List<Edits> readAll(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(Edits::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Edits read(Path file) {
    try {
      return YAML.readValue(file.toFile(), Edits.class);
    } catch (IOException e) {
      throw new UncheckedIOException("in " + file, e);
    }
  }
}
