package io.daggers.sql.function.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.CollectionDataType;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentCount;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.ConstantArgumentCount;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.Signature;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** An array of rows, the name of one of their fields, and maybe a value of that field. */
final class FieldOfRows implements InputTypeStrategy {

  private final List<String> values;

  FieldOfRows(String... values) {
    this.values = List.of(values);
  }

  /** The type of the field that a call names; nothing where it names none. */
  static Optional<DataType> field(CallContext call) {
    DataType rows = call.getArgumentDataTypes().get(0);
    Optional<String> name =
        call.isArgumentLiteral(1) ? call.getArgumentValue(1, String.class) : Optional.empty();
    if (name.isEmpty()
        || !(rows instanceof CollectionDataType array)
        || !array.getElementDataType().getLogicalType().is(LogicalTypeRoot.ROW)) {
      return Optional.empty();
    }
    return DataType.getFields(array.getElementDataType()).stream()
        .filter(field -> field.getName().equals(name.get()))
        .map(DataTypes.Field::getDataType)
        .findFirst();
  }

  @Override
  public ArgumentCount getArgumentCount() {
    return ConstantArgumentCount.of(2 + values.size());
  }

  @Override
  public Optional<List<DataType>> inferInputTypes(CallContext call, boolean throwOnFailure) {
    Optional<DataType> field = field(call);
    if (field.isEmpty()) {
      return call.fail(throwOnFailure, "an array of rows and the name of one of their fields");
    }
    List<DataType> types = new ArrayList<>();
    types.add(call.getArgumentDataTypes().get(0));
    types.add(DataTypes.STRING());
    values.forEach(value -> types.add(field.get().nullable()));
    return Optional.of(types);
  }

  @Override
  public List<Signature> getExpectedSignatures(FunctionDefinition function) {
    List<Signature.Argument> arguments = new ArrayList<>();
    arguments.add(Signature.Argument.of("rows", "ARRAY of rows"));
    arguments.add(Signature.Argument.of("'field of the rows'"));
    values.forEach(value -> arguments.add(Signature.Argument.of(value, "of the field's type")));
    return List.of(Signature.of(arguments));
  }
}
