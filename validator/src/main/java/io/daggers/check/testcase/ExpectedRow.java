package io.daggers.check.testcase;

import io.daggers.diagnostic.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that must come out.
 *
 * @param cells by output column. For InfluxDB an Instant, a tag's text, or a field's Long, Double,
 *     Boolean or String; for Kafka the value of the message's field. Null where nothing is written;
 *     columns that are not there are not compared
 */
public record ExpectedRow(Location location, Map<String, @Nullable Object> cells) {

  public ExpectedRow {
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }
}
