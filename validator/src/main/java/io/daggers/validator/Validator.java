package io.daggers.validator;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.daggers.check.LiteralSecrets;
import io.daggers.check.PlannerEchoes;
import io.daggers.check.TeamPolicy;
import io.daggers.check.TeamTotals;
import io.daggers.definition.Dagger;
import io.daggers.definition.DaggerName;
import io.daggers.definition.DaggerReader;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.Schema;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges every dagger of a repository: all of them, all findings, every time. What can be told from
 * the files is told here; what takes Flink, and so runs what analysts wrote, is the planner's.
 */
public final class Validator {

  private final RepositoryFiles files;
  private final World world;
  private final LocalDate today;

  private Validator(RepositoryFiles files, World world, LocalDate today) {
    this.files = files;
    this.world = world;
    this.today = today;
  }

  /** Judges in this process, whatever that takes: for tests, whose queries can be trusted. */
  public static Judgement judge(RepositoryFiles files) {
    return judge(files, LocalDate.now(ZoneOffset.UTC));
  }

  static Judgement judge(RepositoryFiles files, LocalDate today) {
    try (Planner planner = new InProcessPlanner()) {
      return judge(files, planner, today);
    } catch (PlannerException e) {
      throw new IllegalStateException("this process cannot be had", e);
    }
  }

  /**
   * Needs no environment, no network and no running service.
   *
   * @throws PlannerException where nothing can be planned for a reason that is not the daggers'
   */
  public static Judgement judge(RepositoryFiles files, Planner planner) throws PlannerException {
    return judge(files, planner, LocalDate.now(ZoneOffset.UTC));
  }

  /**
   * Judges some daggers, as they would be judged among all: what they must agree on with others is
   * planned too, and the rest is only read.
   *
   * @param asked which daggers get a verdict
   */
  public static Judgement judge(RepositoryFiles files, Planner planner, Predicate<DaggerName> asked)
      throws PlannerException {
    Findings repository = new Findings();
    World world = World.read(files, repository);
    return judge(files, world, planner, LocalDate.now(ZoneOffset.UTC), asked, repository);
  }

  /**
   * @param today decides which allowances still hold; in UTC
   */
  private static Judgement judge(RepositoryFiles files, Planner planner, LocalDate today)
      throws PlannerException {
    Findings repository = new Findings();
    World world = World.read(files, repository);
    return judge(files, world, planner, today, name -> true, repository);
  }

  /**
   * The same for a change, as a pull request makes it: with what breaks for who reads what was
   * written before, and with access to streams as the base revision grants it.
   *
   * @param base the files of the revision that the change is made to
   */
  public static Judgement judge(RepositoryFiles files, RepositoryFiles base, Planner planner)
      throws PlannerException {
    Findings repository = new Findings();
    World world = World.read(files, repository);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Judgement judgement = judge(files, world, planner, today, name -> true, repository);
    return BaseComparison.extend(judgement, files, world, base);
  }

  private static Judgement judge(
      RepositoryFiles files,
      World world,
      Planner planner,
      LocalDate today,
      Predicate<DaggerName> asked,
      Findings repository)
      throws PlannerException {
    Validator validator = new Validator(files, world, today);
    Set<DaggerName> names = DaggerReader.names(files, repository);
    List<Reading> readings = names.stream().map(validator::read).toList();
    validator.refuseSecrets(path -> !isOf(names, path), repository);
    validator.refuseUnread(path -> !isOf(names, path), repository);
    TeamTotals.check(
        readings.stream().flatMap(reading -> reading.dagger().stream()).toList(),
        validator.world.teams(),
        repository);
    Set<String> targets = new HashSet<>();
    readings.stream()
        .filter(reading -> asked.test(reading.name()))
        .forEach(reading -> reading.target().ifPresent(targets::add));
    Map<DaggerName, PlanAnswer> answers =
        world.schemas().isBroken()
            ? Map.of()
            : planner.plan(
                files,
                validator.world,
                readings.stream()
                    .filter(
                        reading ->
                            asked.test(reading.name())
                                || reading.target().filter(targets::contains).isPresent())
                    .map(Reading::name)
                    .filter(name -> files.contents().containsKey(name.folder() + "/query.sql"))
                    .toList());
    readings.forEach(reading -> reading.hear(answers.get(reading.name())));
    Agreement.check(readings, answers);
    return new Judgement(
        readings.stream()
            .filter(reading -> asked.test(reading.name()))
            .map(reading -> validator.verdict(reading, answers.get(reading.name())))
            .toList(),
        repository.list());
  }

  private Reading read(DaggerName name) {
    Findings findings = new Findings();
    refuseSecrets(path -> path.startsWith(name.folder() + "/"), findings);
    refuseUnread(path -> path.startsWith(name.folder() + "/"), findings);
    Optional<Dagger> dagger = DaggerReader.read(files, name, findings);
    dagger.ifPresent(d -> TeamPolicy.check(d, world.teams(), findings));
    List<StreamTable> sources =
        dagger
            .filter(d -> !world.schemas().isBroken())
            .map(d -> SourceResolver.resolve(d, world, findings))
            .orElse(List.of());
    return new Reading(name, dagger, sources, findings);
  }

  private void refuseSecrets(Predicate<String> files, Findings findings) {
    for (String path : this.files.contents().keySet()) {
      if (files.test(path)) {
        LiteralSecrets.check(path, this.files.lines(path), findings);
      }
    }
  }

  private void refuseUnread(Predicate<String> files, Findings findings) {
    this.files.unread().keySet().stream()
        .filter(files)
        .forEach(path -> findings.add(this.files.unreadable(path)));
  }

  private static boolean isOf(Set<DaggerName> names, String path) {
    String[] parts = path.split("/");
    return parts.length > 3
        && parts[0].equals("daggers")
        && DaggerName.isPart(parts[1])
        && DaggerName.isPart(parts[2])
        && names.contains(new DaggerName(parts[1], parts[2]));
  }

  private Verdict verdict(Reading reading, @Nullable PlanAnswer answer) {
    Findings found = reading.findings();
    Findings findings =
        reading.dagger().map(dagger -> new Allowances(dagger, today).apply(found)).orElse(found);
    List<Diagnostic> diagnostics = PlannerEchoes.leftOut(findings.list());
    if (findings.hasErrors() || world.schemas().isBroken()) {
      return new Verdict.Rejected(reading.name(), diagnostics);
    }
    if (answer == null || answer.planned() == null) {
      throw new IllegalStateException(reading.name() + " has no errors and no plan");
    }
    SinkTable sink = answer.planned().sink();
    return new Verdict.Accepted(
        new ResolvedDagger(
            reading.dagger().orElseThrow(),
            reading.sources(),
            sink,
            schemas(reading.sources(), sink),
            answer.planned().plan()),
        diagnostics);
  }

  /** The files of every schema used, imports first, each once. */
  private FileDescriptorSet schemas(List<StreamTable> sources, SinkTable sink) {
    Stream<String> read = sources.stream().map(StreamTable::schema);
    Stream<String> written =
        sink instanceof SinkTable.KafkaTable kafka ? Stream.of(kafka.schema()) : Stream.empty();
    Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
    Stream.concat(read, written)
        .map(name -> world.schemas().schema(name).map(Schema::files).orElseThrow())
        .flatMap(set -> set.getFileList().stream())
        .forEach(file -> files.putIfAbsent(file.getName(), file));
    return FileDescriptorSet.newBuilder().addAllFile(files.values()).build();
  }
}
