package io.daggers.validator;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.daggers.check.CheckedQuery;
import io.daggers.check.Checks;
import io.daggers.definition.Dagger;
import io.daggers.definition.DaggerName;
import io.daggers.definition.DaggerReader;
import io.daggers.definition.RepositoryFiles;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges every dagger of a repository: all of them, all findings, every time. */
public final class Validator {

  private static final Logger LOG = LoggerFactory.getLogger(Validator.class);

  private final RepositoryFiles files;
  private final World world;

  private Validator(RepositoryFiles files, World world) {
    this.files = files;
    this.world = world;
  }

  /** Needs no environment, no network and no running service. */
  public static Judgement judge(RepositoryFiles files) {
    Findings repository = new Findings();
    Validator validator = new Validator(files, World.read(files, repository));
    List<Verdict> verdicts = new ArrayList<>();
    for (DaggerName name : DaggerReader.names(files, repository)) {
      verdicts.add(validator.judge(name));
    }
    return new Judgement(verdicts, repository.list());
  }

  /**
   * The same for a change, as a pull request makes it: with what breaks for who reads what was
   * written before, and with access to streams as the base revision grants it.
   *
   * @param base the files of the revision that the change is made to
   */
  public static Judgement judge(RepositoryFiles files, RepositoryFiles base) {
    return BaseComparison.extend(judge(files), files, World.read(files, new Findings()), base);
  }

  private Verdict judge(DaggerName name) {
    Findings findings = new Findings();
    Optional<ResolvedDagger> resolved;
    try {
      resolved =
          DaggerReader.read(files, name, findings).flatMap(dagger -> resolve(dagger, findings));
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      // One dagger that we fail to judge must not keep the others from being judged.
      resolved = Optional.empty();
      findings.add(unjudged(name, e));
    }
    List<Diagnostic> diagnostics = findings.list();
    if (findings.hasErrors()) {
      return new Verdict.Rejected(name, diagnostics);
    }
    return new Verdict.Accepted(resolved.orElseThrow(), diagnostics);
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
