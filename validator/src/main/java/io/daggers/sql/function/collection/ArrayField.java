package io.daggers.sql.function.collection;

import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;

/** One field of every row of an array. */
@Described(
    name = "ARRAY_FIELD",
    topic = Topic.COLLECTIONS,
    form = "ARRAY_FIELD(ARRAY of rows, 'name of a field')",
    gives = "ARRAY of the field's type",
    does =
        "One field of every row of an array, in their order; NULL for a row that is NULL. The"
            + " name of the field is a constant.",
    nulls = "the array is NULL",
    examples = {
      @Example(
          sql = "ARRAY_FIELD(items, 'n')",
          from =
              "(VALUES (CAST(ARRAY[ROW('food', 3), ROW('toy', 1)] AS ARRAY<ROW<kind STRING, n INT>>))) AS t (items)",
          result = "[3, 1]"),
      @Example(
          sql = "ARRAY_SUM(ARRAY_FIELD(items, 'n'))",
          from =
              "(VALUES (CAST(ARRAY[ROW('food', 3), ROW('toy', 1)] AS ARRAY<ROW<kind STRING, n INT>>))) AS t (items)",
          result = "4")
    })
public final class ArrayField extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable List<@Nullable Object> eval(
      @Nullable Row @Nullable [] rows, @Nullable String field) {
    if (rows == null || field == null) {
      return null;
    }
    List<@Nullable Object> values = new ArrayList<>(rows.length);
    for (Row row : rows) {
      values.add(row == null ? null : row.getField(field));
    }
    return values;
  }

  @Override
  public TypeInference getTypeInference(DataTypeFactory types) {
    return TypeInference.newBuilder()
        .inputTypeStrategy(new FieldOfRows())
        .outputTypeStrategy(
            call ->
                FieldOfRows.field(call)
                    .map(type -> DataTypes.ARRAY(type.nullable()).bridgedTo(List.class)))
        .build();
  }
}
