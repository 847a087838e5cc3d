package io.daggers.job.begin;

import io.daggers.sql.table.ResultWindows;
import java.util.Map;

/**
 * Where a job without state begins. It is decided once, when the job is made: one that fails before
 * its first checkpoint begins at the same place again.
 *
 * @param offsets first offsets to read, by partition, by the uid of the source; a source that is
 *     not among them decides for itself
 * @param wholeFromMillis windows that began before may lack events that lie before those offsets,
 *     in milliseconds since 1970
 * @param writtenUntilMillis windows that ended by then are not written: an older definition has
 *     done so; {@link ResultWindows#NEVER} where none has
 */
public record Beginning(
    Map<String, Map<Integer, Long>> offsets, long wholeFromMillis, long writtenUntilMillis) {

  /** Every window is whole: all is read, or state says where to go on. */
  public static final Beginning OPEN = new Beginning(Map.of(), Long.MIN_VALUE, ResultWindows.NEVER);

  public Beginning {
    offsets = Map.copyOf(offsets);
  }

  /** The same after another definition, which has written the windows that ended by a time. */
  Beginning after(long millis) {
    return new Beginning(offsets, wholeFromMillis, millis);
  }

  /** Of the partitions of one source. */
  public Map<Integer, Long> offsetsOf(String sourceUid) {
    return offsets.getOrDefault(sourceUid, Map.of());
  }
}
