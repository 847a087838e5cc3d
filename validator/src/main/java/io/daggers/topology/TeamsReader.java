package io.daggers.topology;

import static io.daggers.definition.YamlType.COUNT;
import static io.daggers.definition.YamlType.MEMORY;
import static io.daggers.definition.YamlType.TEXT;
import static io.daggers.definition.YamlType.listOf;
import static io.daggers.definition.YamlType.mapOf;

import io.daggers.definition.DaggerName;
import io.daggers.definition.Located;
import io.daggers.definition.Memory;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.YamlNode;
import io.daggers.definition.YamlObject;
import io.daggers.definition.YamlReader;
import io.daggers.definition.YamlShape;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code daggers/teams.yaml}, which a repository may do without. */
public final class TeamsReader {

  public static final String FILE = "daggers/teams.yaml";

  private static final YamlShape QUOTA =
      YamlShape.of("a quota")
          .optional("parallelism", COUNT, "The greatest parallelism. Default: no limit.")
          .optional("memory", MEMORY, "The most memory, such as 16g. Default: no limit.");

  private static final YamlShape TEAM =
      YamlShape.of("a team")
          .optional("contacts", listOf(TEXT), "Whom to ask about the team's daggers.")
          .optional(
              "databases",
              listOf(TEXT),
              "InfluxDB databases that its daggers may write. Default: the one of the team's name.")
          .optional("dagger", QUOTA.type(), "The most that one dagger may use.")
          .optional("all", QUOTA.type(), "The most that all its daggers may use together.")
          .optional("alert_route", TEXT, "Where its alerts go.");

  /** The whole file. */
  public static final YamlShape SHAPE =
      YamlShape.of("teams.yaml")
          .required("teams", mapOf(TEAM.type()), "Teams by name: their folders under daggers/.");

  private final Findings findings;

  private TeamsReader(Findings findings) {
    this.findings = findings;
  }

  /** The teams; a file with errors still limits what it can be read to limit. */
  public static Teams read(RepositoryFiles files, Findings findings) {
    if (!files.contents().containsKey(FILE)) {
      return Teams.UNLIMITED;
    }
    TeamsReader reader = new TeamsReader(findings);
    Map<String, Team> teams = new LinkedHashMap<>();
    YamlReader.read(files, FILE, findings)
        .flatMap(node -> YamlObject.of(node, SHAPE, findings))
        .ifPresent(object -> reader.teams(object, teams));
    return Teams.declared(teams);
  }

  private void teams(YamlObject file, Map<String, Team> teams) {
    for (YamlNode.Entry entry : file.entries("teams")) {
      team(entry).ifPresent(team -> teams.put(team.name(), team));
    }
  }

  private Optional<Team> team(YamlNode.Entry entry) {
    Located<String> name = entry.key();
    if (!DaggerName.isPart(name.value())) {
      findings.add(
          Diagnostic.error(
              Code.DG0104,
              name.location(),
              "'" + name.value() + "' cannot be the name of a team",
              "use lower-case letters, digits and hyphens, at most 63: the folder's name"));
      return Optional.empty();
    }
    return YamlObject.of(entry.value(), TEAM, findings)
        .map(
            object -> {
              List<String> contacts = values(object.texts("contacts"));
              List<String> databases = values(object.texts("databases"));
              boolean standard = object.node("databases").isEmpty();
              Quota dagger = quota(object, "dagger");
              Quota all = quota(object, "all");
              Optional<Located<String>> route = object.text("alert_route");
              return new Team(
                  name.value(),
                  contacts,
                  standard ? List.of(name.value()) : databases,
                  dagger,
                  all,
                  route.map(Located::value).orElse(null),
                  name.location());
            });
  }

  private static Quota quota(YamlObject team, String key) {
    return team.object(key)
        .map(
            object -> {
              Optional<Located<Integer>> parallelism = object.positiveInt("parallelism");
              Optional<Located<Integer>> memory =
                  object.parsed("memory", Memory.FORM, Memory::megabytes);
              return new Quota(
                  parallelism.map(Located::value).orElse(null),
                  memory.map(Located::value).orElse(null));
            })
        .orElse(Quota.NONE);
  }

  private static List<String> values(List<Located<String>> texts) {
    return texts.stream().map(Located::value).toList();
  }
}
