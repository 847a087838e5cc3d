package io.daggers.validator;

import io.daggers.check.TeamPolicy;
import io.daggers.check.TeamTotals;
import io.daggers.definition.Dagger;
import io.daggers.definition.DaggerName;
import io.daggers.definition.DaggerReader;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import io.daggers.schema.BrokenRule;
import io.daggers.schema.SchemaEvolution;
import io.daggers.topology.StreamsReader;
import io.daggers.topology.TeamsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can only be judged against the revision that a change is made to: whether schemas and
 * streams break what was written or counted with the old ones, and whether a team gives itself
 * access.
 */
final class BaseComparison {

  private final RepositoryFiles files;
  private final World world;
  private final RepositoryFiles baseFiles;
  private final World base;
  private final Findings repository = new Findings();

  private BaseComparison(
      RepositoryFiles files, World world, RepositoryFiles baseFiles, Findings ofBase) {
    this.files = files;
    this.world = world;
    this.baseFiles = baseFiles;
    this.base = World.read(baseFiles, ofBase);
  }

  /** The judgement with what the comparison adds to it. */
  static Judgement extend(
      Judgement judgement, RepositoryFiles files, World world, RepositoryFiles baseFiles) {
    Findings ofBase = new Findings();
    BaseComparison comparison = new BaseComparison(files, world, baseFiles, ofBase);
    return comparison.extend(judgement, ofBase);
  }

  private Judgement extend(Judgement judgement, Findings ofBase) {
    repository.addAll(judgement.repository());
    ofBase.list().stream()
        .filter(Diagnostic::isError)
        .findFirst()
        .ifPresent(error -> repository.add(incomparable(error)));
    if (!world.schemas().schemas().isEmpty()) {
      SchemaEvolution.compare(base.schemas(), world.schemas(), files).stream()
          .map(BrokenRule::diagnostic)
          .forEach(repository::add);
    }
    List<Verdict> verdicts = new ArrayList<>();
    List<Dagger> daggers = new ArrayList<>();
    List<StreamEvolution.Use> uses = new ArrayList<>();
    for (Verdict verdict : judgement.verdicts()) {
      Optional<Dagger> dagger = DaggerReader.read(files, verdict.name(), new Findings());
      verdicts.add(dagger.map(d -> underBasePolicy(verdict, d)).orElse(verdict));
      dagger.ifPresent(daggers::add);
      dagger.ifPresent(
          d ->
              uses.add(
                  new StreamEvolution.Use(d, before(d.name()).orElse(null), keepsCounts(verdict))));
    }
    new StreamEvolution(base, world, uses, repository).compare();
    Findings totals = new Findings();
    TeamTotals.check(daggers, base.teams(), totals);
    addUnderBase(totals, repository);
    return new Judgement(verdicts, repository.list());
  }

  private Verdict underBasePolicy(Verdict verdict, Dagger dagger) {
    Findings findings = new Findings();
    findings.addAll(verdict.diagnostics());
    new BasePolicy(dagger, base, world, findings).check();
    Findings ofTeam = new Findings();
    TeamPolicy.check(dagger, base.teams(), ofTeam);
    addUnderBase(ofTeam, findings);
    return findings.hasErrors() ? new Verdict.Rejected(verdict.name(), findings.list()) : verdict;
  }

  /** What teams.yaml refuses as it was; what it refuses as it is now is said already. */
  private static void addUnderBase(Findings refused, Findings findings) {
    for (Diagnostic diagnostic : refused.list()) {
      boolean isSaid =
          findings.list().stream()
              .anyMatch(
                  other ->
                      other.code() == diagnostic.code()
                          && other.location().equals(diagnostic.location()));
      if (!isSaid) {
        findings.add(
            Diagnostic.error(
                diagnostic.code(),
                diagnostic.location(),
                diagnostic.message() + " in the base revision",
                "a change cannot allow itself more: merge the change of %s first"
                    .formatted(TeamsReader.FILE)));
      }
    }
  }

  /** The same dagger as it was. */
  private Optional<Dagger> before(DaggerName name) {
    boolean isThere = baseFiles.contents().containsKey(name.folder() + "/dagger.yaml");
    return isThere ? DaggerReader.read(baseFiles, name, new Findings()) : Optional.empty();
  }

  /** Whether it has more to lose than its place in the topics. */
  private static boolean keepsCounts(Verdict verdict) {
    return verdict instanceof Verdict.Accepted accepted
        && accepted.dagger().plan().operators().stream()
            .anyMatch(
                operator ->
                    operator.stateful()
                        && !operator.role().equals("source")
                        && !operator.role().equals("sink"));
  }

  private static Diagnostic incomparable(Diagnostic error) {
    return Diagnostic.warning(
        Code.DG0724,
        Location.startOf(StreamsReader.FILE),
        "the base revision has errors of its own, so that not everything could be compared with it",
        "the first is at %s: %s".formatted(error.location(), error.message()));
  }
}
