package io.daggers.sql.function.collection;

import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.KeyValueDataType;
import org.apache.flink.table.types.inference.ArgumentCount;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.ConstantArgumentCount;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.Signature;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/** A map, and an array of its kind of keys. */
final class MapAndKeys implements InputTypeStrategy {

  @Override
  public ArgumentCount getArgumentCount() {
    return ConstantArgumentCount.of(2);
  }

  @Override
  public Optional<List<DataType>> inferInputTypes(CallContext call, boolean throwOnFailure) {
    DataType map = call.getArgumentDataTypes().get(0);
    if (!(map instanceof KeyValueDataType entries)) {
      return call.fail(throwOnFailure, "a map and an array of keys");
    }
    DataType key = entries.getKeyDataType();
    boolean text = key.getLogicalType().is(LogicalTypeFamily.CHARACTER_STRING);
    return Optional.of(List.of(map, DataTypes.ARRAY(text ? DataTypes.STRING() : key.nullable())));
  }

  @Override
  public List<Signature> getExpectedSignatures(FunctionDefinition function) {
    return List.of(
        Signature.of(
            Signature.Argument.of("map", "MAP"),
            Signature.Argument.of("keys", "ARRAY of its keys' type")));
  }
}
