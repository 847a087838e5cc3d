package io.daggers.cli.capacity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The same as one object, whose shape only grows within a version; memory in megabytes. */
public record CapacityJson(
    int version,
    String environment,
    String platform,
    List<Team> teams,
    Capacity.@Nullable Slots slots,
    List<Queue> queues,
    List<String> problems,
    List<String> notes) {

  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * @param mostParallelism null means no limit
   * @param mostMegabytes null means no limit
   */
  public record Team(
      String name,
      int daggers,
      int suspended,
      int parallelism,
      @Nullable Integer mostParallelism,
      int megabytes,
      @Nullable Integer mostMegabytes) {}

  /**
   * @param usedMegabytes and freeMegabytes: null where YARN has not said so
   */
  public record Queue(
      String name,
      List<String> teams,
      int megabytes,
      @Nullable Long usedMegabytes,
      @Nullable Long freeMegabytes) {}

  public static String write(Capacity capacity) {
    CapacityJson json =
        new CapacityJson(
            VERSION,
            capacity.environment(),
            capacity.platform().name().toLowerCase(Locale.ROOT),
            capacity.teams().stream().map(CapacityJson::team).toList(),
            capacity.slots(),
            capacity.queues().stream().map(CapacityJson::queue).toList(),
            capacity.problems(),
            capacity.notes());
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report that cannot be written", e);
    }
  }

  private static Team team(TeamNeed need) {
    return new Team(
        need.team(),
        need.daggers(),
        need.suspended(),
        need.parallelism(),
        need.quota().parallelism(),
        need.megabytes(),
        need.quota().memoryMegabytes());
  }

  private static Queue queue(QueueNeed need) {
    return new Queue(
        need.queue(),
        need.teams(),
        need.megabytes(),
        Optional.ofNullable(need.memory()).map(memory -> memory.used()).orElse(null),
        Optional.ofNullable(need.memory()).map(memory -> memory.free()).orElse(null));
  }
}
