package io.daggers.check;

import io.daggers.definition.Dagger;
import io.daggers.definition.InfluxSink;
import io.daggers.definition.Memory;
import io.daggers.definition.Settings;
import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import io.daggers.topology.Team;
import io.daggers.topology.Teams;
import io.daggers.topology.TeamsReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A dagger writes and asks for no more than teams.yaml lets its team. */
public final class TeamPolicy {

  private final Dagger dagger;
  private final Team team;
  private final Findings findings;

  private TeamPolicy(Dagger dagger, Team team, Findings findings) {
    this.dagger = dagger;
    this.team = team;
    this.findings = findings;
  }

  public static void check(Dagger dagger, Teams teams, Findings findings) {
    if (!teams.declared()) {
      return;
    }
    String name = dagger.name().team();
    Optional<Team> team = teams.team(name);
    if (team.isEmpty()) {
      findings.add(
          Diagnostic.error(
              Code.DG0604,
              dagger.yamlStart(),
              "the team '%s' is not in %s".formatted(name, TeamsReader.FILE),
              Spelling.suggest(name, teams.byName().keySet(), "teams")));
      return;
    }
    new TeamPolicy(dagger, team.get(), findings).check();
  }

  private void check() {
    if (dagger.sink() instanceof InfluxSink influx) {
      checkDatabase(influx);
    }
    checkQuota(null);
    dagger.settings().in().keySet().stream().sorted().forEach(this::checkQuota);
  }

  private void checkDatabase(InfluxSink sink) {
    String database = sink.database() == null ? team.name() : sink.database().value();
    if (!team.databases().contains(database)) {
      findings.add(
          Diagnostic.error(
              Code.DG0603,
              sink.database() == null ? sink.measurement().location() : sink.database().location(),
              "team %s may not write the InfluxDB database '%s'".formatted(team.name(), database),
              team.databases().isEmpty()
                  ? "%s lets it write none".formatted(TeamsReader.FILE)
                  : "set database: to one of %s, or have '%s' added to databases: in %s"
                      .formatted(String.join(", ", team.databases()), database, TeamsReader.FILE)));
    }
  }

  private void checkQuota(@Nullable String environment) {
    Settings settings =
        environment == null ? dagger.settings() : dagger.settings().forEnvironment(environment);
    int parallelism = settings.parallelism();
    if (!team.dagger().allowsParallelism(parallelism)) {
      refuse(
          Code.DG0605,
          dagger.places().of("parallelism", environment),
          "a parallelism of " + parallelism,
          String.valueOf(team.dagger().parallelism()),
          "lower it");
    }
    int memory = Demand.memoryMegabytes(settings);
    Integer most = team.dagger().memoryMegabytes();
    if (most != null && !team.dagger().allowsMemory(memory)) {
      refuse(
          Code.DG0606,
          memoryPlace(environment),
          "%s of memory (%s for the JobManager, %s for each of %d TaskManagers)"
              .formatted(
                  Memory.words(memory),
                  settings.resources().jobmanager(),
                  settings.resources().taskmanager(),
                  parallelism),
          Memory.words(most),
          "lower resources: or parallelism:");
    }
  }

  /** Where the memory is asked for: without resources, it is the TaskManagers that are many. */
  private Location memoryPlace(@Nullable String environment) {
    Location resources = dagger.places().of("resources", environment);
    return resources.equals(dagger.places().start())
        ? dagger.places().of("parallelism", environment)
        : resources;
  }

  private void refuse(Code code, Location where, String asked, String most, String remedy) {
    findings.add(
        Diagnostic.error(
            code,
            where,
            "%s is more than a dagger of team %s may ask for, which is %s"
                .formatted(asked, team.name(), most),
            "%s, or have the quota raised in %s".formatted(remedy, TeamsReader.FILE)));
  }
}
