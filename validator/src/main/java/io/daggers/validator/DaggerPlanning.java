package io.daggers.validator;

import io.daggers.check.CheckedQuery;
import io.daggers.check.Checks;
import io.daggers.check.testcase.TestScript;
import io.daggers.definition.Dagger;
import io.daggers.definition.QueryDraft;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.TestCase;
import io.daggers.definition.TestCaseReader;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.AnalysedQuery;
import io.daggers.sql.PlanningSession;
import io.daggers.sql.QueryText;
import io.daggers.sql.table.PlanOnlyRuntime;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** The part of judging a dagger that takes Flink: its query is understood, checked and planned. */
final class DaggerPlanning {

  private final RepositoryFiles files;
  private final Dagger dagger;
  private final World world;
  private final Findings findings;

  DaggerPlanning(RepositoryFiles files, Dagger dagger, World world, Findings findings) {
    this.files = files;
    this.dagger = dagger;
    this.world = world;
    this.findings = findings;
  }

  Optional<PlanAnswer.Planned> plan() {
    List<StreamTable> sources = SourceResolver.resolve(dagger, world, findings);
    QueryText query = new QueryText(dagger.queryFile(), dagger.query());
    if (sources.size() < dagger.sources().size()) {
      PlanningSession.read(query, findings);
      return Optional.empty();
    }
    PlanningSession session = session(query, sources, world, dagger.settings().stateTtl());
    Optional<AnalysedQuery> analysed = session.analyse(findings);
    if (analysed.isEmpty()) {
      return Optional.empty();
    }
    Optional<SinkTable> sink =
        new SinkResolver(dagger, world, findings).resolve(analysed.get().columns());
    sink.ifPresent(table -> checkTests(sources, table, analysed.get()));
    CheckedQuery checked =
        CheckedQuery.of(dagger, sources, world.schemas(), analysed.get(), sink.orElse(null));
    Checks.run(checked, findings);
    return sink.flatMap(table -> plan(session, checked, table));
  }

  private Optional<PlanAnswer.Planned> plan(
      PlanningSession session, CheckedQuery checked, SinkTable sink) {
    Optional<PlanningSession.Planned> planned = session.plan(checked.query(), sink, findings);
    planned.ifPresent(plan -> Checks.run(checked, plan, findings));
    return planned.map(plan -> new PlanAnswer.Planned(sink, plan.summary()));
  }

  private void checkTests(List<StreamTable> sources, SinkTable sink, AnalysedQuery query) {
    for (TestCase test : TestCaseReader.read(files, dagger.name(), findings)) {
      TestScript.of(test, sources, world.schemas(), sink, query.columns(), findings);
    }
  }

  /** Judges the query of a dagger that cannot be planned, because its dagger.yaml has mistakes. */
  static void judge(QueryDraft draft, World world, Findings findings) {
    QueryText query = new QueryText(draft.queryFile(), draft.query());
    List<StreamTable> sources =
        SourceResolver.resolve(draft.name(), draft.sources(), world, findings);
    if (draft.complete() && sources.size() == draft.sources().size()) {
      session(query, sources, world, null).analyse(findings);
    } else {
      PlanningSession.read(query, findings);
    }
  }

  private static PlanningSession session(
      QueryText query, List<StreamTable> sources, World world, @Nullable Duration stateTtl) {
    return PlanningSession.open(
        StreamExecutionEnvironment.getExecutionEnvironment(),
        query,
        sources,
        world.schemas(),
        stateTtl,
        new PlanOnlyRuntime());
  }
}
