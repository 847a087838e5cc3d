package io.daggers.sql.function.collection;

import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;
import org.jspecify.annotations.Nullable;

/** Some of the entries of a map. */
@Described(
    name = "MAP_PICK",
    topic = Topic.COLLECTIONS,
    form = "MAP_PICK(MAP, ARRAY of keys)",
    gives = "the type of the map",
    does =
        "The entries of a map whose keys are in an array. Keys that the map lacks are passed over.",
    nulls = "an argument is NULL",
    examples = {
      @Example(sql = "MAP_PICK(MAP['a', 1, 'b', 2], ARRAY['b', 'c'])", result = "{b=2}"),
      @Example(sql = "MAP_PICK(MAP['a', 1], CAST(NULL AS ARRAY<STRING>))", result = "NULL")
    })
public final class MapPick extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable Map<?, ?> eval(@Nullable Map<?, ?> map, Object @Nullable [] keys) {
    if (map == null || keys == null) {
      return null;
    }
    Map<Object, @Nullable Object> picked = new LinkedHashMap<>();
    for (Object key : keys) {
      if (key != null && map.containsKey(key)) {
        picked.put(key, map.get(key));
      }
    }
    return picked;
  }

  @Override
  public TypeInference getTypeInference(DataTypeFactory types) {
    return TypeInference.newBuilder()
        .inputTypeStrategy(new MapAndKeys())
        .outputTypeStrategy(call -> Optional.of(call.getArgumentDataTypes().get(0).nullable()))
        .build();
  }
}
