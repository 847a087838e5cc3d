package io.daggers.sql.function.geo;

import com.google.common.geometry.S2CellId;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.util.regex.Pattern;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The id of the S2 cell with a token. */
@Described(
    name = "S2_FROM_TOKEN",
    topic = Topic.PLACES,
    form = "S2_FROM_TOKEN(token STRING)",
    gives = "BIGINT",
    does = "The id of the S2 cell with a token.",
    nulls = "the argument is NULL, or no token of a cell",
    examples = {
      @Example(sql = "S2_FROM_TOKEN('2e69f6bc')", result = "3344475485613588480"),
      @Example(sql = "S2_FROM_TOKEN('jakarta')", result = "NULL")
    })
public final class S2FromToken extends ScalarFunction {

  private static final long serialVersionUID = 1L;
  private static final Pattern TOKEN = Pattern.compile("[0-9a-fA-F]{1,16}");

  public @Nullable Long eval(@Nullable String token) {
    if (token == null || !TOKEN.matcher(token).matches()) {
      return null;
    }
    S2CellId cell = S2CellId.fromToken(token);
    return cell.isValid() ? cell.id() : null;
  }
}
