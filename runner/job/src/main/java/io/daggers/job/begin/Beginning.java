package io.daggers.job.begin;

import java.util.Map;

/**
 * Where a job without state begins. It is decided once, when the job is made: one that fails before
 * its first checkpoint begins at the same place again.
 *
 * @param offsets first offsets to read, by partition, by the uid of the source; a source that is
 *     not among them decides for itself
 * @param wholeFromMillis windows that began before may lack events that lie before those offsets,
 *     in milliseconds since 1970
 */
public record Beginning(Map<String, Map<Integer, Long>> offsets, long wholeFromMillis) {

  /** Every window is whole: all is read, or state says where to go on. */
  public static final Beginning OPEN = new Beginning(Map.of(), Long.MIN_VALUE);

  public Beginning {
    offsets = Map.copyOf(offsets);
  }

  /** Of the partitions of one source. */
  public Map<Integer, Long> offsetsOf(String sourceUid) {
    return offsets.getOrDefault(sourceUid, Map.of());
  }
}
