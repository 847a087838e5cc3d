package io.daggers.definition;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a dagger runs, apart from what it computes.
 *
 * @param stateTtl how long unbounded state is kept; null where none is allowed
 * @param reset a text whose change allows one start without the old state; null where never
 * @param movedFrom the name it had before, whose state it takes over; null where it had none
 * @param in what differs in an environment, by its name
 */
public record Settings(
    int parallelism,
    Resources resources,
    @Nullable Duration stateTtl,
    @Nullable String reset,
    boolean critical,
    boolean suspended,
    @Nullable DaggerName movedFrom,
    Map<String, Overrides> in) {

  public Settings {
    in = Map.copyOf(in);
  }

  /** Memory as Flink writes it, such as {@code 1g} or {@code 768m}. */
  public record Resources(String taskmanager, String jobmanager) {
    public static final Resources DEFAULT = new Resources("1g", "768m");
  }

  /** What one environment does differently; null leaves a setting as it is. */
  public record Overrides(
      @Nullable Integer parallelism,
      @Nullable Resources resources,
      @Nullable Boolean suspended,
      @Nullable StartPosition start) {}

  /** The settings that hold in an environment. */
  public Settings forEnvironment(String environment) {
    Overrides overrides = in.get(environment);
    if (overrides == null) {
      return this;
    }
    return new Settings(
        overrides.parallelism() == null ? parallelism : overrides.parallelism(),
        overrides.resources() == null ? resources : overrides.resources(),
        stateTtl,
        reset,
        critical,
        overrides.suspended() == null ? suspended : overrides.suspended(),
        movedFrom,
        in);
  }
}
