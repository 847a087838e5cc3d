package io.daggers.sql.function.collection;

import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;

/** The rows of an array whose field has a value. */
@Described(
    name = "ARRAY_WHERE",
    topic = Topic.COLLECTIONS,
    form = "ARRAY_WHERE(ARRAY of rows, 'name of a field', value of that field's type)",
    gives = "the type of rows",
    does =
        "The rows of an array whose field has a value, in their order. The name of the field is"
            + " a constant. To test them in another way, read them: CROSS JOIN UNNEST(rows).",
    nulls = "the array or the value is NULL",
    examples = {
      @Example(
          sql = "CARDINALITY(ARRAY_WHERE(items, 'kind', 'food'))",
          from =
              "(VALUES (CAST(ARRAY[ROW('food', 3), ROW('toy', 1), ROW('food', 2)] AS ARRAY<ROW<kind STRING, n INT>>))) AS t (items)",
          result = "2"),
      @Example(
          sql = "ARRAY_WHERE(items, 'kind', 'food')[2].n",
          from =
              "(VALUES (CAST(ARRAY[ROW('food', 3), ROW('toy', 1), ROW('food', 2)] AS ARRAY<ROW<kind STRING, n INT>>))) AS t (items)",
          result = "2")
    })
public final class ArrayWhere extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public Row @Nullable [] eval(
      @Nullable Row @Nullable [] rows, @Nullable String field, @Nullable Object value) {
    if (rows == null || field == null || value == null) {
      return null;
    }
    return Arrays.stream(rows)
        .filter(row -> row != null && Objects.deepEquals(row.getField(field), value))
        .toArray(Row[]::new);
  }

  @Override
  public TypeInference getTypeInference(DataTypeFactory types) {
    return TypeInference.newBuilder()
        .inputTypeStrategy(new FieldOfRows("value"))
        .outputTypeStrategy(call -> Optional.of(call.getArgumentDataTypes().get(0).nullable()))
        .build();
  }
}
