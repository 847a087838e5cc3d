package io.daggers.sql.function.collection;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The numbers of an array. */
final class Numbers {

  private Numbers() {}

  /** Those that are not NULL; none of no array. */
  static List<Number> of(@Nullable Number @Nullable [] numbers) {
    return numbers == null
        ? List.of()
        : Arrays.stream(numbers).filter(Objects::nonNull).map(Number.class::cast).toList();
  }
}
