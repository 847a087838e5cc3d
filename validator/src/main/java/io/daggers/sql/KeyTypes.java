package io.daggers.sql;

import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;

/** Tells which SQL types can be the key of a Kafka record: those with one text for each value. */
public final class KeyTypes {

  private KeyTypes() {}

  /** Why a column of a type cannot be in a key; nothing if it can. */
  public static Optional<String> obstacle(LogicalType type) {
    return switch (type.getTypeRoot()) {
      case CHAR,
          VARCHAR,
          BOOLEAN,
          TINYINT,
          SMALLINT,
          INTEGER,
          BIGINT,
          DECIMAL,
          TIMESTAMP_WITHOUT_TIME_ZONE,
          TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          Optional.empty();
      default ->
          Optional.of("a key is made of texts, whole numbers, decimals, booleans and timestamps");
    };
  }
}
