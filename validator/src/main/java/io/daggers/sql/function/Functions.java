package io.daggers.sql.function;

import java.util.Map;
import org.apache.flink.table.functions.UserDefinedFunction;

/** The project's own functions by their names in SQL. */
public final class Functions {

  public static final Map<String, Class<? extends UserDefinedFunction>> ALL =
      Map.of("S2_ID", S2Id.class);

  private Functions() {}
}
