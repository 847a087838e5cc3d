package io.daggers.sql.parse;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;

/** The functions that put the rows of a table into windows. */
public final class WindowFunctions {

  private static final Map<String, String> FORMS =
      Map.of(
          "TUMBLE", "TUMBLE(TABLE t, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)",
          "HOP", "HOP(TABLE t, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE, INTERVAL '10' MINUTES)",
          "CUMULATE", "CUMULATE(TABLE t, DESCRIPTOR(rowtime), INTERVAL '1' HOUR, INTERVAL '1' DAY)",
          "SESSION", "SESSION(TABLE t PARTITION BY id, DESCRIPTOR(rowtime), INTERVAL '5' MINUTE)");

  private WindowFunctions() {}

  /** The form of a call, by the function's name in capitals; nothing for other functions. */
  public static Optional<String> form(String name) {
    return Optional.ofNullable(FORMS.get(name));
  }

  public static boolean isWindow(SqlNode node) {
    return node instanceof SqlCall call
        && FORMS.containsKey(call.getOperator().getName().toUpperCase(Locale.ROOT));
  }
}
