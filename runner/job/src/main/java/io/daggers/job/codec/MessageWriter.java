package io.daggers.job.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import io.daggers.sql.WritableTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Writes rows as protobuf messages, columns going to the fields of their name. A NULL leaves its
 * field out, as does a field without a column; equal rows make equal bytes.
 *
 * <p>Not serializable: each task compiles its own.
 */
public final class MessageWriter {

  private final RowWriter rows;

  private MessageWriter(RowWriter rows) {
    this.rows = rows;
  }

  /**
   * Compiles a writer.
   *
   * @throws IllegalArgumentException if {@link WritableTypes} sees an obstacle
   */
  public static MessageWriter compile(Descriptor message, RowType columns) {
    WritableTypes.obstacle(columns, message)
        .ifPresent(
            obstacle -> {
              throw new IllegalArgumentException(obstacle);
            });
    return new MessageWriter(new RowWriter(message, columns, ""));
  }

  /**
   * Writes one row. A TIMESTAMP is taken to be in UTC.
   *
   * @throws UnwritableException if a value does not fit its field: a number out of range, a text
   *     that the enum does not have, a NULL in a map or an array, a second field of a oneof, no
   *     value for a required field
   */
  public byte[] write(RowData row) throws UnwritableException {
    DynamicMessage message = rows.write(row);
    return message.toByteArray();
  }
}
