package io.daggers.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.Dagger;
import io.daggers.definition.DaggerName;
import io.daggers.definition.DaggerReader;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.AnalysedQuery;
import io.daggers.sql.PlanningSession;
import io.daggers.sql.QueryPlan;
import io.daggers.sql.QueryText;
import io.daggers.sql.lineage.KeptState;
import io.daggers.sql.table.PlanOnlyRuntime;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is read off a query before it is planned is what the planner then does. */
class LineageTest {

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Set<String> FOR_EVER =
      Set.of("group-aggregate", "global-group-aggregate", "join", "rank", "deduplicate");

  /** Kinds of state that are operators of their own; OVER is the same operator either way. */
  private static final Set<KeptState.Kind> OPERATORS =
      EnumSet.complementOf(
          EnumSet.of(KeptState.Kind.OVER, KeptState.Kind.OVER_ROWS, KeptState.Kind.PATTERN));

  @TestFactory
  Stream<DynamicTest> seesStateThatNothingEndsWhereThePlannerKeepsIt() throws IOException {
    RepositoryFiles files = repository();
    Findings findings = new Findings();
    World world = World.read(files, findings);
    return DaggerReader.names(files, findings).stream()
        .map(name -> DynamicTest.dynamicTest(name.toString(), () -> check(name, files, world)));
  }

  private static void check(DaggerName name, RepositoryFiles files, World world) {
    Findings findings = new Findings();
    Optional<Dagger> dagger = DaggerReader.read(files, name, findings);
    if (dagger.isEmpty()) {
      return;
    }
    List<StreamTable> sources = SourceResolver.resolve(dagger.get(), world, findings);
    PlanningSession session =
        PlanningSession.open(
            StreamExecutionEnvironment.getExecutionEnvironment(),
            new QueryText(dagger.get().queryFile(), dagger.get().query()),
            sources,
            world.schemas(),
            null,
            new PlanOnlyRuntime());
    Optional<AnalysedQuery> analysed = session.analyse(findings);
    SinkTable sink = new SinkTable.InfluxTable("s", "d", "m", "t", List.of(), List.of());
    Optional<QueryPlan> plan =
        analysed.flatMap(query -> session.plan(query, sink, findings)).map(p -> p.summary());
    if (plan.isEmpty()) {
      return;
    }

    boolean seen =
        analysed.get().lineage().kept().stream().anyMatch(k -> OPERATORS.contains(k.kind()));

    assertThat(seen)
        .as("%s", plan.get().operators())
        .isEqualTo(plan.get().operators().stream().anyMatch(o -> FOR_EVER.contains(o.role())));
  }

  /** Every case of the corpora, those that are accepted and those that are not. */
  private static RepositoryFiles repository() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    RepositoryFiles.read(RESOURCES.resolve("world")).contents().forEach(files::put);
    for (String corpus : List.of("valid", "warned", "broken")) {
      try (Stream<Path> paths = Files.walk(RESOURCES.resolve(corpus))) {
        for (Path path : (Iterable<Path>) paths::iterator) {
          if (path.endsWith("dagger.yaml") || path.endsWith("query.sql")) {
            Path relative = RESOURCES.resolve(corpus).relativize(path);
            files.put("daggers/" + corpus + "/" + relative, Files.readAllBytes(path));
          }
        }
      }
    }
    return RepositoryFiles.of(files);
  }
}
