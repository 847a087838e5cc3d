package io.daggers.sql.function;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.functions.UserDefinedFunctionHelper;
import org.apache.flink.table.module.Module;

/**
 * The project's own functions for one planner. Each is made when a query first calls it: most
 * queries call none.
 */
public final class FunctionModule implements Module {

  public static final String NAME = "daggers";

  private final Map<String, UserDefinedFunction> made = new HashMap<>();

  @Override
  public Set<String> listFunctions() {
    return Functions.ALL.keySet();
  }

  @Override
  public Optional<FunctionDefinition> getFunctionDefinition(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return Optional.ofNullable(Functions.ALL.get(upper))
        .map(
            function ->
                made.computeIfAbsent(
                    upper, key -> UserDefinedFunctionHelper.instantiateFunction(function)));
  }
}
