package io.daggers.job.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.sql.WritableTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** The columns of a schema without those that can be read and not written: cut messages. */
final class WritableColumns {

  private WritableColumns() {}

  /** Nothing if no column remains. */
  static Optional<RowType> of(RowType columns, Descriptor message) {
    List<RowType.RowField> kept = new ArrayList<>();
    for (RowType.RowField column : columns.getFields()) {
      FieldDescriptor field = message.findFieldByName(column.getName());
      column(column.getType(), field)
          .filter(type -> WritableTypes.obstacle(type, field).isEmpty())
          .ifPresent(type -> kept.add(new RowType.RowField(column.getName(), type)));
    }
    return kept.isEmpty() ? Optional.empty() : Optional.of(new RowType(columns.isNullable(), kept));
  }

  private static Optional<LogicalType> column(LogicalType type, FieldDescriptor field) {
    if (type instanceof RowType row) {
      return of(row, field.getMessageType()).map(LogicalType.class::cast);
    }
    if (type instanceof ArrayType array && field.isRepeated()) {
      return column(array.getElementType(), field)
          .map(element -> new ArrayType(type.isNullable(), element));
    }
    if (type instanceof MapType map) {
      return column(map.getValueType(), field.getMessageType().findFieldByNumber(2))
          .map(value -> new MapType(type.isNullable(), map.getKeyType(), value));
    }
    return Optional.of(type);
  }
}
