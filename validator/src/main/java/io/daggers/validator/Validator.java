package io.daggers.validator;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.daggers.check.CheckedQuery;
import io.daggers.check.Checks;
import io.daggers.check.LiteralSecrets;
import io.daggers.check.SharedMeasurements;
import io.daggers.check.TeamPolicy;
import io.daggers.check.TeamTotals;
import io.daggers.definition.Dagger;
import io.daggers.definition.DaggerName;
import io.daggers.definition.DaggerReader;
import io.daggers.definition.InfluxSink;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import io.daggers.schema.Schema;
import io.daggers.sql.AnalysedQuery;
import io.daggers.sql.PlanningSession;
import io.daggers.sql.PlanningSession.Planned;
import io.daggers.sql.QueryText;
import io.daggers.sql.table.PlanOnlyRuntime;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges every dagger of a repository: all of them, all findings, every time. */
public final class Validator {

  private static final Logger LOG = LoggerFactory.getLogger(Validator.class);

  private final RepositoryFiles files;
  private final World world;
  private final LocalDate today;

  private Validator(RepositoryFiles files, World world, LocalDate today) {
    this.files = files;
    this.world = world;
    this.today = today;
  }

  /** Needs no environment, no network and no running service. */
  public static Judgement judge(RepositoryFiles files) {
    return judge(files, LocalDate.now(ZoneOffset.UTC));
  }

  /**
   * @param today decides which allowances still hold; in UTC
   */
  static Judgement judge(RepositoryFiles files, LocalDate today) {
    Findings repository = new Findings();
    Validator validator = new Validator(files, World.read(files, repository), today);
    Set<DaggerName> names = DaggerReader.names(files, repository);
    List<Judged> judged = names.stream().map(validator::judge).toList();
    agree(judged);
    TeamTotals.check(
        judged.stream().flatMap(j -> j.dagger().stream()).toList(),
        validator.world.teams(),
        repository);
    validator.refuseSecrets(path -> !isOf(names, path), repository);
    return new Judgement(judged.stream().map(validator::verdict).toList(), repository.list());
  }

  /** A dagger judged by itself. */
  private record Judged(
      DaggerName name,
      Optional<Dagger> dagger,
      Optional<ResolvedDagger> resolved,
      Findings findings) {}

  private Judged judge(DaggerName name) {
    Findings found = new Findings();
    refuseSecrets(path -> path.startsWith(name.folder() + "/"), found);
    Optional<Dagger> dagger = Optional.empty();
    Optional<ResolvedDagger> resolved;
    try {
      dagger = DaggerReader.read(files, name, found);
      resolved = dagger.flatMap(d -> resolve(d, found));
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      // One dagger that we fail to judge must not keep the others from being judged.
      resolved = Optional.empty();
      found.add(unjudged(name, e));
    }
    return new Judged(name, dagger, resolved, found);
  }

  /** Adds what only shows when daggers are seen together. One with errors says nothing of others. */
  private static void agree(List<Judged> judged) {
    Map<DaggerName, Findings> findings = new HashMap<>();
    List<SharedMeasurements.Use> uses = new ArrayList<>();
    for (Judged one : judged) {
      findings.put(one.name(), one.findings());
      one.resolved()
          .filter(r -> !one.findings().hasErrors() && r.sink() instanceof SinkTable.InfluxTable)
          .ifPresent(
              r ->
                  uses.add(
                      new SharedMeasurements.Use(
                          r.name(),
                          (InfluxSink) r.dagger().sink(),
                          (SinkTable.InfluxTable) r.sink(),
                          r.plan().columns())));
    }
    SharedMeasurements.check(uses, (name, diagnostic) -> findings.get(name).add(diagnostic));
  }

  private Verdict verdict(Judged judged) {
    Findings findings =
        judged
            .dagger()
            .map(dagger -> new Allowances(dagger, today).apply(judged.findings()))
            .orElse(judged.findings());
    List<Diagnostic> diagnostics = findings.list();
    if (findings.hasErrors()) {
      return new Verdict.Rejected(judged.name(), diagnostics);
    }
    return new Verdict.Accepted(judged.resolved().orElseThrow(), diagnostics);
  }

  private void refuseSecrets(Predicate<String> files, Findings findings) {
    for (String path : this.files.contents().keySet()) {
      if (files.test(path)) {
        LiteralSecrets.check(path, this.files.lines(path), findings);
      }
    }
  }

  private static boolean isOf(Set<DaggerName> names, String path) {
    String[] parts = path.split("/");
    return parts.length > 3
        && parts[0].equals("daggers")
        && DaggerName.isPart(parts[1])
        && DaggerName.isPart(parts[2])
        && names.contains(new DaggerName(parts[1], parts[2]));
  }

  private static Diagnostic unjudged(DaggerName name, Throwable e) {
    LOG.warn("dagger={} could not be judged", name, e);
    return Diagnostic.error(
        Code.DG0001,
        Location.startOf(name.folder() + "/query.sql"),
        "this dagger could not be judged",
        e instanceof StackOverflowError
            ? "the query is nested too deeply; make it shorter"
            : "this is a bug of ours: please report it with the dagger's files");
  }

  private Optional<ResolvedDagger> resolve(Dagger dagger, Findings findings) {
    TeamPolicy.check(dagger, world.teams(), findings);
    List<StreamTable> sources = SourceResolver.resolve(dagger, world, findings);
    if (sources.size() < dagger.sources().size()) {
      return Optional.empty();
    }
    PlanningSession session =
        PlanningSession.open(
            StreamExecutionEnvironment.getExecutionEnvironment(),
            new QueryText(dagger.queryFile(), dagger.query()),
            sources,
            world.schemas(),
            dagger.settings().stateTtl(),
            new PlanOnlyRuntime());
    Optional<AnalysedQuery> analysed = session.analyse(findings);
    if (analysed.isEmpty()) {
      return Optional.empty();
    }
    Optional<SinkTable> sink =
        new SinkResolver(dagger, world, findings).resolve(analysed.get().columns());
    CheckedQuery checked =
        new CheckedQuery(dagger, sources, world.schemas(), analysed.get(), sink.orElse(null));
    Checks.run(checked, findings);
    Optional<Planned> planned =
        sink.flatMap(table -> session.plan(analysed.get(), table, findings));
    planned.ifPresent(plan -> Checks.run(checked, plan, findings));
    return planned.map(
        plan ->
            new ResolvedDagger(
                dagger,
                sources,
                sink.orElseThrow(),
                schemas(sources, sink.orElseThrow()),
                plan.summary()));
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
