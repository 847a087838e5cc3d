package io.daggers.job.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/** Makes messages of rows. */
final class RowWriter {

  /** A column and the field it goes to; the name is the whole path to it. */
  private record Column(
      String name, RowData.FieldGetter getter, FieldDescriptor field, ValueWriter writer) {}

  private final Descriptor message;
  private final List<Column> columns = new ArrayList<>();

  /**
   * A writer of a message.
   *
   * @param path what to put before the names of columns: nothing, or {@code "driver."}
   */
  RowWriter(Descriptor message, RowType row, String path) {
    this.message = message;
    for (int i = 0; i < row.getFieldCount(); i++) {
      if (row.getTypeAt(i).is(LogicalTypeRoot.NULL)) {
        continue; // SELECT NULL AS field: always left out
      }
      FieldDescriptor field = message.findFieldByName(row.getFieldNames().get(i));
      String name = path + field.getName();
      columns.add(
          new Column(
              name,
              RowData.createFieldGetter(row.getTypeAt(i), i),
              field,
              ValueWriters.of(field, row.getTypeAt(i), name)));
    }
  }

  DynamicMessage write(RowData row) throws UnwritableException {
    DynamicMessage.Builder written = DynamicMessage.newBuilder(message);
    for (Column column : columns) {
      Object value = column.getter.getFieldOrNull(row);
      Object fieldValue = value == null ? null : column.writer.write(value);
      if (fieldValue != null) {
        refuseSecondOfOneof(column, written);
        written.setField(column.field, fieldValue);
      } else if (column.field.isRequired()) {
        throw new UnwritableException(column.name, "NULL in a required field");
      }
    }
    return written.build();
  }

  private static void refuseSecondOfOneof(Column column, DynamicMessage.Builder written)
      throws UnwritableException {
    OneofDescriptor oneof = column.field.getRealContainingOneof();
    if (oneof != null && written.hasOneof(oneof)) {
      throw new UnwritableException(
          column.name,
          "only one field of "
              + oneof.getName()
              + " may be set, and "
              + written.getOneofFieldDescriptor(oneof).getName()
              + " is set too");
    }
  }
}
