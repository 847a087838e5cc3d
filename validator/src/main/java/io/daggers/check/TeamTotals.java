package io.daggers.check;

import io.daggers.definition.Dagger;
import io.daggers.definition.Memory;
import io.daggers.definition.Settings;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.topology.Team;
import io.daggers.topology.Teams;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** All daggers of a team together ask for no more than teams.yaml lets it. */
public final class TeamTotals {

  private TeamTotals() {}

  /**
   * @param daggers all of the repository; those that are suspended count for nothing
   */
  public static void check(Collection<Dagger> daggers, Teams teams, Findings findings) {
    TreeSet<String> environments = new TreeSet<>();
    daggers.forEach(dagger -> environments.addAll(dagger.settings().in().keySet()));
    for (Team team : teams.byName().values()) {
      List<Settings> own =
          daggers.stream()
              .filter(dagger -> dagger.name().team().equals(team.name()))
              .map(Dagger::settings)
              .filter(settings -> isWithinItsOwn(team, settings))
              .toList();
      if (!exceeds(team, own, "", findings)) {
        for (String environment : environments) {
          List<Settings> there =
              own.stream().map(settings -> settings.forEnvironment(environment)).toList();
          exceeds(team, there, " in " + environment, findings);
        }
      }
    }
  }

  /** Whether a dagger alone is no finding: one that is would only be told of again. */
  private static boolean isWithinItsOwn(Team team, Settings settings) {
    return team.dagger().allowsParallelism(settings.parallelism())
        && team.dagger().allowsMemory(Demand.memoryMegabytes(settings));
  }

  private static boolean exceeds(Team team, List<Settings> all, String where, Findings findings) {
    List<Settings> running = all.stream().filter(settings -> !settings.suspended()).toList();
    int parallelism = running.stream().mapToInt(Settings::parallelism).sum();
    int memory = running.stream().mapToInt(Demand::memoryMegabytes).sum();
    boolean tooParallel = !team.all().allowsParallelism(parallelism);
    Integer most = team.all().memoryMegabytes();
    boolean tooLarge = most != null && !team.all().allowsMemory(memory);
    if (tooParallel) {
      refuse(
          team,
          "a parallelism of %d together%s; %d is the most"
              .formatted(parallelism, where, team.all().parallelism()),
          findings);
    }
    if (tooLarge) {
      refuse(
          team,
          "%s of memory together%s; %s is the most"
              .formatted(Memory.words(memory), where, Memory.words(most)),
          findings);
    }
    return tooParallel || tooLarge;
  }

  private static void refuse(Team team, String asked, Findings findings) {
    findings.add(
        Diagnostic.error(
            Code.DG0607,
            team.location(),
            "the daggers of team %s ask for %s".formatted(team.name(), asked),
            "lower what some of them ask for, suspend one, or raise all: for the team"));
  }
}
