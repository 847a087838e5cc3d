package io.daggers.cli.capacity;

import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.platform.embedded.EmbeddedPlatform;
import io.daggers.agent.platform.yarn.QueueMemory;
import io.daggers.definition.Memory;
import io.daggers.topology.Environment;
import io.daggers.topology.EnvironmentReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What daggers ask for in an environment, against what there is.
 *
 * @param slots what they need of the embedded Flink; null on YARN
 * @param queues what they ask of YARN; none where they run elsewhere
 * @param problems what does not fit, and what to do, in a sentence each
 * @param notes what could not be found out, and why
 */
public record Capacity(
    String environment,
    Environment.Platform platform,
    List<TeamNeed> teams,
    @Nullable Slots slots,
    List<QueueNeed> queues,
    List<String> problems,
    List<String> notes) {

  public Capacity {
    teams = List.copyOf(teams);
    queues = List.copyOf(queues);
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /** Of the Flink in the agent's process. */
  public record Slots(int needed, int all) {}

  /** Tells what a queue has; nothing where there is no such queue. */
  public interface QueueBook {
    Optional<QueueMemory> memory(String queue) throws PlatformException;
  }

  /** Of daggers that run in the agent's process. */
  public static Capacity embedded(Environment environment, Demands demands) {
    int needed = demands.teams().stream().mapToInt(TeamNeed::parallelism).sum();
    List<String> problems = new ArrayList<>(demands.problems());
    if (needed > EmbeddedPlatform.SLOTS) {
      problems.add(
          "the daggers need %d slots, and Flink in the agent's process has %d: lower `parallelism:`, suspend some, or let the environment run on YARN"
              .formatted(needed, EmbeddedPlatform.SLOTS));
    }
    return new Capacity(
        environment.name(),
        environment.platform(),
        demands.teams(),
        new Slots(needed, EmbeddedPlatform.SLOTS),
        List.of(),
        problems,
        List.of());
  }

  /**
   * Of daggers on YARN. Where it does not answer once, it is not asked again.
   *
   * @param queues by team
   */
  public static Capacity onYarn(
      Environment environment, Environment.Yarn queues, Demands demands, QueueBook book) {
    Map<String, List<TeamNeed>> byQueue = new TreeMap<>();
    for (TeamNeed need : demands.teams()) {
      byQueue.computeIfAbsent(queues.queue(need.team()), queue -> new ArrayList<>()).add(need);
    }
    List<String> problems = new ArrayList<>(demands.problems());
    List<String> notes = new ArrayList<>();
    List<QueueNeed> needs = new ArrayList<>();
    byQueue.forEach(
        (queue, teams) -> {
          QueueMemory memory = null;
          try {
            memory = notes.isEmpty() ? book.memory(queue).orElse(null) : null;
            if (notes.isEmpty() && memory == null) {
              problems.add(missing(queue, environment.name(), teams));
            }
          } catch (PlatformException e) {
            notes.add("what queues have is not known: " + e.getMessage());
          }
          QueueNeed need = need(queue, teams, memory);
          needs.add(need);
          if (!need.fits()) {
            problems.add(tooSmall(need));
          }
        });
    return new Capacity(
        environment.name(), environment.platform(), demands.teams(), null, needs, problems, notes);
  }

  public boolean fits() {
    return problems.isEmpty();
  }

  private static QueueNeed need(String queue, List<TeamNeed> teams, @Nullable QueueMemory memory) {
    return new QueueNeed(
        queue,
        teams.stream().map(TeamNeed::team).toList(),
        teams.stream().mapToInt(TeamNeed::megabytes).sum(),
        memory);
  }

  private static String missing(String queue, String environment, List<TeamNeed> teams) {
    return "YARN has no queue '%s', where the daggers of %s are to run: make it, or name another under `yarn: queues:` in %s"
        .formatted(
            queue,
            String.join(", ", teams.stream().map(TeamNeed::team).toList()),
            EnvironmentReader.file(environment));
  }

  private static String tooSmall(QueueNeed need) {
    long all = need.memory() == null ? 0 : need.memory().all();
    return "queue '%s' has %s, and the daggers of %s ask for %s: give it more, lower `resources:` or `parallelism:`, or suspend some"
        .formatted(
            need.queue(),
            Memory.words((int) all),
            String.join(", ", need.teams()),
            Memory.words(need.megabytes()));
  }
}
