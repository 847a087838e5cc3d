package io.daggers.job.sink.kafka;

import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.jspecify.annotations.Nullable;

/** A record that is ready to be sent, as a row, which Flink knows how to hand on. */
final class EncodedRecord {

  static final InternalTypeInfo<RowData> TYPE =
      InternalTypeInfo.of(
          RowType.of(
              new VarBinaryType(VarBinaryType.MAX_LENGTH),
              new VarBinaryType(VarBinaryType.MAX_LENGTH),
              new BigIntType()));

  private EncodedRecord() {}

  static RowData of(byte[] value, byte @Nullable [] key, @Nullable Long timeMillis) {
    return GenericRowData.of(value, key, timeMillis);
  }

  static byte[] value(RowData record) {
    return record.getBinary(0);
  }

  static byte @Nullable [] key(RowData record) {
    return record.isNullAt(1) ? null : record.getBinary(1);
  }

  static @Nullable Long timeMillis(RowData record) {
    return record.isNullAt(2) ? null : Long.valueOf(record.getLong(2));
  }
}
