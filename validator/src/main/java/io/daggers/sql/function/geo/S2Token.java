package io.daggers.sql.function.geo;

import com.google.common.geometry.S2CellId;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The token of an S2 cell. */
@Described(
    name = "S2_TOKEN",
    topic = Topic.PLACES,
    form = "S2_TOKEN(cell BIGINT)",
    gives = "STRING",
    does =
        "The token of an S2 cell: its id in hexadecimal without the zeros at its end, as maps"
            + " write it.",
    nulls = "the argument is NULL, or no id of a cell",
    examples = {
      @Example(sql = "S2_TOKEN(S2_ID(-6.2, 106.8, 13))", result = "2e69f6bc"),
      @Example(sql = "S2_TOKEN(0)", result = "NULL")
    })
public final class S2Token extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable String eval(@Nullable Long cell) {
    return S2Cells.of(cell).map(S2CellId::toToken).orElse(null);
  }
}
