package io.daggers.cli.capacity;

import io.daggers.agent.platform.yarn.QueueMemory;
import io.daggers.cli.TextTable;
import io.daggers.definition.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What daggers ask for, for people. */
public final class CapacityText {

  private static final String NOTHING = "-";

  private CapacityText() {}

  public static List<String> lines(Capacity capacity) {
    List<String> lines = new ArrayList<>();
    String platform = capacity.platform().name().toLowerCase(Locale.ROOT);
    lines.add("%s, platform %s".formatted(capacity.environment(), platform));
    lines.add("");
    lines.addAll(teams(capacity.teams()));
    Capacity.Slots slots = capacity.slots();
    if (slots != null) {
      lines.add("");
      lines.add("%d of the %d slots of Flink are needed".formatted(slots.needed(), slots.all()));
    }
    if (!capacity.queues().isEmpty()) {
      lines.add("");
      lines.addAll(queues(capacity.queues()));
    }
    section(lines, "", capacity.notes());
    section(lines, "! ", capacity.problems());
    return lines;
  }

  private static void section(List<String> lines, String sign, List<String> sentences) {
    if (!sentences.isEmpty()) {
      lines.add("");
      sentences.forEach(sentence -> lines.add(sign + sentence));
    }
  }

  private static List<String> teams(List<TeamNeed> teams) {
    TextTable table =
        new TextTable(
            "TEAM", ">DAGGERS", ">SUSPENDED", ">PARALLELISM", ">QUOTA", ">MEMORY", ">QUOTA");
    for (TeamNeed team : teams) {
      Integer parallelism = team.quota().parallelism();
      table.add(
          team.team(),
          String.valueOf(team.daggers()),
          String.valueOf(team.suspended()),
          String.valueOf(team.parallelism()),
          parallelism == null ? NOTHING : String.valueOf(parallelism),
          Memory.words(team.megabytes()),
          words(team.quota().memoryMegabytes()));
    }
    if (teams.size() > 1) {
      table.add(
          "all",
          String.valueOf(teams.stream().mapToInt(TeamNeed::daggers).sum()),
          String.valueOf(teams.stream().mapToInt(TeamNeed::suspended).sum()),
          String.valueOf(teams.stream().mapToInt(TeamNeed::parallelism).sum()),
          "",
          Memory.words(teams.stream().mapToInt(TeamNeed::megabytes).sum()),
          "");
    }
    return table.lines();
  }

  private static List<String> queues(List<QueueNeed> queues) {
    TextTable table = new TextTable("QUEUE", "TEAMS", ">ASKED FOR", ">HAS", ">IN USE", ">FREE");
    for (QueueNeed queue : queues) {
      QueueMemory memory = queue.memory();
      table.add(
          queue.queue(),
          String.join(", ", queue.teams()),
          Memory.words(queue.megabytes()),
          memory == null ? NOTHING : words((int) memory.all()),
          memory == null ? NOTHING : words((int) memory.used()),
          memory == null ? NOTHING : words((int) memory.free()));
    }
    return table.lines();
  }

  private static String words(@Nullable Integer megabytes) {
    return megabytes == null ? NOTHING : Memory.words(megabytes);
  }
}
