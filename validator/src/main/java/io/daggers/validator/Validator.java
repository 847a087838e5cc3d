package io.daggers.validator;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.daggers.check.CheckedQuery;
import io.daggers.check.Checks;
import io.daggers.check.LiteralSecrets;
import io.daggers.check.TeamPolicy;
import io.daggers.check.TeamTotals;
import io.daggers.check.testcase.TestScript;
import io.daggers.definition.Dagger;
import io.daggers.definition.DaggerName;
import io.daggers.definition.DaggerReader;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.TestCase;
import io.daggers.definition.TestCaseReader;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import io.daggers.schema.Schema;
import io.daggers.sql.AnalysedQuery;
import io.daggers.sql.PlanningSession;
import io.daggers.sql.QueryText;
import io.daggers.sql.table.PlanOnlyRuntime;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
  private final List<Dagger> read = new ArrayList<>();

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
    List<Verdict> verdicts = new ArrayList<>();
    Set<DaggerName> names = DaggerReader.names(files, repository);
    for (DaggerName name : names) {
      verdicts.add(validator.judge(name));
    }
    TeamTotals.check(validator.read, validator.world.teams(), repository);
    validator.refuseSecrets(path -> !isOf(names, path), repository);
    return new Judgement(verdicts, repository.list());
  }

  private Verdict judge(DaggerName name) {
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
    dagger.ifPresent(read::add);
    Findings findings = dagger.map(d -> new Allowances(d, today).apply(found)).orElse(found);
    List<Diagnostic> diagnostics = findings.list();
    if (findings.hasErrors()) {
      return new Verdict.Rejected(name, diagnostics);
    }
    return new Verdict.Accepted(resolved.orElseThrow(), diagnostics);
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
    sink.ifPresent(table -> checkTests(dagger, sources, table, analysed.get(), findings));
    Checks.run(
        new CheckedQuery(dagger, sources, world.schemas(), analysed.get(), sink.orElse(null)),
        findings);
    return sink.flatMap(
        table ->
            session
                .plan(analysed.get(), table, findings)
                .map(
                    planned ->
                        new ResolvedDagger(
                            dagger, sources, table, schemas(sources, table), planned.summary())));
  }

  private void checkTests(
      Dagger dagger,
      List<StreamTable> sources,
      SinkTable sink,
      AnalysedQuery query,
      Findings findings) {
    for (TestCase test : TestCaseReader.read(files, dagger.name(), findings)) {
      TestScript.of(test, sources, world.schemas(), sink, query.columns(), findings);
    }
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
