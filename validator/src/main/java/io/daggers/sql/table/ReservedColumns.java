package io.daggers.sql.table;

import java.util.Set;

/** The names of {@link StreamColumns}, for who needs no more and should not load their types. */
public final class ReservedColumns {

  private static final Set<String> NAMES =
      Set.of(
          StreamColumns.ROWTIME,
          StreamColumns.KAFKA_CLUSTER,
          StreamColumns.KAFKA_TOPIC,
          StreamColumns.KAFKA_PARTITION,
          StreamColumns.KAFKA_OFFSET,
          StreamColumns.KAFKA_TIMESTAMP);

  private ReservedColumns() {}

  /** Whether a name is taken by one of these columns. */
  public static boolean contain(String name) {
    return NAMES.contains(name);
  }
}
