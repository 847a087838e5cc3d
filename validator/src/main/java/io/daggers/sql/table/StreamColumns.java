package io.daggers.sql.table;

import java.util.List;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

/** The columns every source table has besides its schema's fields. */
public final class StreamColumns {

  /** The event time: TIMESTAMP_LTZ(3), the one column that windows can use. */
  public static final String ROWTIME = "rowtime";

  public static final String KAFKA_CLUSTER = "kafka_cluster";
  public static final String KAFKA_TOPIC = "kafka_topic";
  public static final String KAFKA_PARTITION = "kafka_partition";
  public static final String KAFKA_OFFSET = "kafka_offset";
  public static final String KAFKA_TIMESTAMP = "kafka_timestamp";

  private static final LogicalType MILLIS = new LocalZonedTimestampType(false, 3);
  private static final LogicalType TEXT = new VarCharType(false, VarCharType.MAX_LENGTH);

  /** In the order in which they follow the schema's fields. */
  public static final List<RowType.RowField> ALL =
      List.of(
          new RowType.RowField(ROWTIME, MILLIS),
          new RowType.RowField(KAFKA_CLUSTER, TEXT),
          new RowType.RowField(KAFKA_TOPIC, TEXT),
          new RowType.RowField(KAFKA_PARTITION, new IntType(false)),
          new RowType.RowField(KAFKA_OFFSET, new BigIntType(false)),
          new RowType.RowField(KAFKA_TIMESTAMP, MILLIS));

  private StreamColumns() {}

  /** Whether a name is taken by one of these columns. */
  public static boolean isReserved(String name) {
    return ReservedColumns.contain(name);
  }
}
