package io.daggers.cli.capacity;

import io.daggers.check.Demand;
import io.daggers.definition.Dagger;
import io.daggers.definition.DaggerName;
import io.daggers.definition.DaggerReader;
import io.daggers.definition.Memory;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.Settings;
import io.daggers.diagnostic.Findings;
import io.daggers.topology.Quota;
import io.daggers.topology.Team;
import io.daggers.topology.Teams;
import io.daggers.topology.TeamsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the daggers of a repository ask for in one environment, by team. */
public final class Demands {

  private final String environment;
  private final Teams teams;
  private final Map<String, TeamNeed> needs = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  private Demands(String environment, Teams teams) {
    this.environment = environment;
    this.teams = teams;
  }

  public static Demands of(RepositoryFiles files, String environment) {
    Findings ofTeams = new Findings();
    Demands demands = new Demands(environment, TeamsReader.read(files, ofTeams));
    if (ofTeams.hasErrors()) {
      demands.problems.add(TeamsReader.FILE + " has errors; which: bin/dagger validate");
    }
    for (DaggerName name : DaggerReader.names(files, new Findings())) {
      demands.add(files, name);
    }
    demands.needs.values().forEach(demands::check);
    return demands;
  }

  /** By name. */
  List<TeamNeed> teams() {
    return List.copyOf(needs.values());
  }

  /** What does not fit, and what to do, in a sentence each. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  private void add(RepositoryFiles files, DaggerName name) {
    Findings findings = new Findings();
    Optional<Dagger> dagger = DaggerReader.read(files, name, findings);
    if (dagger.isPresent() && !findings.hasErrors()) {
      add(dagger.get());
    } else {
      problems.add(
          "%s has errors and is left out; which: bin/dagger validate %s"
              .formatted(name, name.folder()));
    }
  }

  private void add(Dagger dagger) {
    String team = dagger.name().team();
    Settings settings = dagger.settings().forEnvironment(environment);
    boolean idle = settings.suspended();
    int parallelism = idle ? 0 : settings.parallelism();
    int megabytes = idle ? 0 : Demand.memoryMegabytes(settings);
    Quota all = teams.team(team).map(Team::all).orElse(Quota.NONE);
    needs.merge(
        team,
        new TeamNeed(team, 1, idle ? 1 : 0, parallelism, megabytes, all),
        (one, other) ->
            new TeamNeed(
                team,
                one.daggers() + other.daggers(),
                one.suspended() + other.suspended(),
                one.parallelism() + other.parallelism(),
                one.megabytes() + other.megabytes(),
                all));
    Quota each = teams.team(team).map(Team::dagger).orElse(Quota.NONE);
    check(dagger.name().toString(), "dagger", parallelism, megabytes, each);
  }

  private void check(TeamNeed need) {
    if (teams.declared() && teams.team(need.team()).isEmpty()) {
      problems.add(
          "the team '%s' is not in %s: add it there, with what it may use"
              .formatted(need.team(), TeamsReader.FILE));
    }
    check("team " + need.team(), "all", need.parallelism(), need.megabytes(), need.quota());
  }

  private void check(String who, String key, int parallelism, int megabytes, Quota quota) {
    if (!quota.allowsParallelism(parallelism)) {
      problems.add(
          "%s asks for a parallelism of %d and may have %d: lower `parallelism:`, or raise `%s:` in %s"
              .formatted(who, parallelism, quota.parallelism(), key, TeamsReader.FILE));
    }
    Integer most = quota.memoryMegabytes();
    if (most != null && !quota.allowsMemory(megabytes)) {
      problems.add(
          "%s asks for %s of memory and may have %s: lower `resources:` or `parallelism:`, or raise `%s:` in %s"
              .formatted(who, Memory.words(megabytes), Memory.words(most), key, TeamsReader.FILE));
    }
  }
}
