package io.daggers.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a query's rows may change after they are written.
 *
 * @param update whether a row may be followed by a newer one that takes its place
 * @param takeBack whether a row may turn out not to be one
 * @param key the output columns that a row and the newer ones in its place share: none where there
 *     is one row in all; null where the planner does not know
 */
public record RowChanges(boolean update, boolean takeBack, @Nullable List<String> key) {

  public RowChanges {
    key = key == null ? null : List.copyOf(key);
  }
}
