package io.daggers.check;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.schema.Schema;
import io.daggers.sql.lineage.RowValue;
import io.daggers.sql.table.StreamTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.type.SqlTypeName;

/** The fields of schemas that a query's values are. */
final class FieldsOfValues {

  private static final Set<String> FEW = Set.of("kafka_cluster", "kafka_topic", "kafka_partition");

  private final CheckedQuery checked;

  FieldsOfValues(CheckedQuery checked) {
    this.checked = checked;
  }

  /** The field that a value is as it was read; nothing for what is worked out. */
  Optional<FieldDescriptor> field(RowValue value) {
    if (value.kind() != RowValue.Kind.FIELD) {
      return Optional.empty();
    }
    Optional<Descriptor> message =
        checked.sources().stream()
            .filter(source -> source.name().equals(value.detail()))
            .map(StreamTable::schema)
            .findFirst()
            .flatMap(checked.schemas()::schema)
            .map(Schema::descriptor);
    Optional<FieldDescriptor> field = Optional.empty();
    for (String name : List.of(value.name().split("\\."))) {
      field = message.map(m -> m.findFieldByName(name));
      message =
          field
              .filter(f -> f.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
              .map(FieldDescriptor::getMessageType);
    }
    return field;
  }

  /** Whether it can only be one of a few: an enum, a boolean, a constant. */
  boolean isOfFewValues(RowValue value) {
    boolean isEnum =
        field(value)
            .filter(f -> f.getJavaType() == FieldDescriptor.JavaType.ENUM && !f.isRepeated())
            .isPresent();
    boolean few =
        value.kind() == RowValue.Kind.CONSTANT
            || value.type().getSqlTypeName() == SqlTypeName.BOOLEAN
            || (value.kind() == RowValue.Kind.FIELD && FEW.contains(value.name()));
    return isEnum || few;
  }
}
