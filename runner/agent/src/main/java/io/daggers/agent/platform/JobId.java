package io.daggers.agent.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * The id of one run of a dagger. It is chosen before the run is started, so that a start that was
 * interrupted can be found again.
 *
 * @param value 32 lower-case hexadecimal digits, as Flink writes its job ids
 */
public record JobId(@JsonValue String value) {

  @JsonCreator
  public JobId {
    if (!value.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("not a job id: " + value);
    }
  }

  /** An id that no other job has. */
  public static JobId next() {
    return new JobId(UUID.randomUUID().toString().replace("-", ""));
  }

  @Override
  public String toString() {
    return value;
  }
}
