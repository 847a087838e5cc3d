package io.daggers.validator;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.daggers.definition.Dagger;
import io.daggers.definition.DaggerName;
import io.daggers.definition.DaggerReader;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.Schema;
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

/** Judges every dagger of a repository: all of them, all findings, every time. */
public final class Validator {

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

  private Verdict judge(DaggerName name) {
    Findings findings = new Findings();
    Optional<ResolvedDagger> resolved =
        DaggerReader.read(files, name, findings).flatMap(dagger -> resolve(dagger, findings));
    List<Diagnostic> diagnostics = findings.list();
    if (findings.hasErrors()) {
      return new Verdict.Rejected(name, diagnostics);
    }
    return new Verdict.Accepted(resolved.orElseThrow(), diagnostics);
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
            new PlanOnlyRuntime());
    Optional<PlanningSession.Analysed> analysed = session.analyse(findings);
    if (analysed.isEmpty()) {
      return Optional.empty();
    }
    Optional<SinkTable> sink =
        new SinkResolver(dagger, world, findings).resolve(analysed.get().columns());
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
