package io.daggers.sql;

import com.google.protobuf.Descriptors.Descriptor;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.function.FunctionModule;
import io.daggers.sql.function.Functions;
import io.daggers.sql.names.NodeTypes;
import io.daggers.sql.names.PlanComplaint;
import io.daggers.sql.names.QueryMistakes;
import io.daggers.sql.names.Vocabulary;
import io.daggers.sql.parse.FunctionPolicy;
import io.daggers.sql.parse.OutputNames;
import io.daggers.sql.parse.PatternPolicy;
import io.daggers.sql.parse.QueryParser;
import io.daggers.sql.parse.SourceText;
import io.daggers.sql.parse.SyntaxPolicy;
import io.daggers.sql.table.DaggerTables;
import io.daggers.sql.table.ResultRows;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamColumns;
import io.daggers.sql.table.StreamTable;
import io.daggers.sql.table.TableRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.ExplainFormat;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.delegation.InternalPlan;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.operations.SinkModifyOperation;
import org.apache.flink.table.planner.calcite.FlinkPlannerImpl;
import org.apache.flink.table.planner.delegation.PlannerBase;
import org.apache.flink.table.planner.operations.PlannerQueryOperation;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query and its tables in Flink's own planner. The validator and the job use the same session,
 * so that they cannot plan differently. Bound to the thread that opened it, as the planner is.
 */
public final class PlanningSession {

  private static final Logger LOG = LoggerFactory.getLogger(PlanningSession.class);

  private final StreamExecutionEnvironment env;
  private final QueryText query;
  private final TableEnvironmentImpl tables;
  private final DaggerTables catalog;
  private final Map<String, RowType> columns = new LinkedHashMap<>();
  private final Map<String, Descriptor> messages = new HashMap<>();
  private final Map<String, String> meanings = new HashMap<>();
  private final Map<String, StateDescription> positions = new HashMap<>();

  private PlanningSession(
      StreamExecutionEnvironment env,
      QueryText query,
      TableEnvironmentImpl tables,
      DaggerTables catalog) {
    this.env = env;
    this.query = query;
    this.tables = tables;
    this.catalog = catalog;
  }

  /**
   * Declares the sources to a fresh planner.
   *
   * @param stateTtl how long unbounded state is kept; null means for ever
   */
  public static PlanningSession open(
      StreamExecutionEnvironment env,
      QueryText query,
      List<StreamTable> sources,
      SchemaCatalog schemas,
      @Nullable Duration stateTtl,
      TableRuntime runtime) {
    TableEnvironmentImpl tables =
        (TableEnvironmentImpl)
            StreamTableEnvironment.create(env, EnvironmentSettings.inStreamingMode());
    PlannerSettings.apply(tables.getConfig(), stateTtl, runtime.isRun());
    DaggerTables catalog = new DaggerTables(runtime);
    tables.registerCatalog(DaggerTables.CATALOG, catalog);
    tables.useCatalog(DaggerTables.CATALOG);
    tables.loadModule(FunctionModule.NAME, new FunctionModule());
    PlanningSession session = new PlanningSession(env, query, tables, catalog);
    for (StreamTable source : sources) {
      session.declare(source, schemas.schema(source.schema()).orElseThrow());
    }
    return session;
  }

  /** Says of a query what can be said without its tables. */
  public static void read(QueryText query, Findings findings) {
    if (!QueryLimits.check(query, findings)) {
      return;
    }
    QueryParser.parse(query.source(), Set.of(), findings)
        .ifPresent(
            parsed -> {
              SyntaxPolicy.check(parsed.tree(), parsed.source(), findings);
              FunctionPolicy.check(parsed.tree(), parsed.source(), Functions.ALL.keySet())
                  .forEach(call -> findings.add(call.diagnostic()));
            });
  }

  /** Parses and validates, or says in findings all that is wrong. */
  public Optional<AnalysedQuery> analyse(Findings findings) {
    if (!QueryLimits.check(query, findings)) {
      return Optional.empty();
    }
    Vocabulary words = vocabulary();
    Findings mistakes = new Findings();
    Optional<QueryParser.Parsed> parsed =
        QueryParser.parse(query.source(), words.names(), mistakes);
    if (parsed.isEmpty()) {
      findings.addAll(mistakes.list());
      return Optional.empty();
    }
    SourceText source = parsed.get().source();
    SqlNode tree = parsed.get().tree();
    Findings refused = new Findings();
    SyntaxPolicy.check(tree, source, refused);
    OutputNames.check(tree, source, mistakes);
    PatternPolicy.check(tree, source, mistakes);
    List<FunctionPolicy.Refused> calls = FunctionPolicy.check(tree, source, words.functions());
    boolean right = !mistakes.hasErrors() && !refused.hasErrors() && calls.isEmpty();
    if (right) {
      try {
        AnalysedQuery analysed = validate(tree);
        findings.addAll(mistakes.list());
        return Optional.of(analysed);
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        if (isTooComplex(e)) {
          findings.add(QueryLimits.tooComplex(query));
          return Optional.empty();
        }
        LOG.debug("file={} is not valid", query.file(), e);
      }
    }
    Optional<SourceText> judged = SyntaxPolicy.without(source, refused);
    if (judged.isPresent()) {
      QueryMistakes.report(judged.get(), calls, words, this::objection, mistakes);
    } else {
      calls.forEach(call -> mistakes.add(call.diagnostic()));
    }
    findings.addAll(refused.list());
    findings.addAll(mistakes.list());
    return Optional.empty();
  }

  /**
   * A query that can run.
   *
   * @param operators what to add to the session's environment; uids are those of the summary
   * @param changes how rows that are written may change later
   * @param copying uids of operators that copy each row they are given before they look at the next
   */
  public record Planned(
      QueryPlan summary,
      List<Transformation<?>> operators,
      RowChanges changes,
      Set<String> copying) {
    public Planned {
      operators = List.copyOf(operators);
      copying = Set.copyOf(copying);
    }
  }

  /** Plans the query into its sink, or says in findings why it cannot run. */
  public Optional<Planned> plan(AnalysedQuery analysed, SinkTable sink, Findings findings) {
    ResultRows result = analysed.result();
    catalog.setSink(sink, result);
    try {
      InternalPlan plan = tables.getPlanner().compilePlan(List.of(intoSink(analysed)));
      StateMeaning meaning = new StateMeaning(plan.asJsonString(), meanings);
      RowChanges changes = meaning.changes(analysed.columns());
      if (changes.takeBack()) {
        findings.add(UpdatingQuery.takesBack(analysed));
        return Optional.empty();
      }
      Scans.tell(plan, meaning, (PlannerBase) tables.getPlanner());
      // Some errors show only when Flink generates its code, so the validator goes this far too.
      List<Transformation<?>> operators = tables.getPlanner().translatePlan(plan);
      QueryPlan summary =
          described(meaning.assign(operators, sink), sink, analysed.columns())
              .withWindows(result.windows());
      return Optional.of(new Planned(summary, operators, changes, meaning.copying()));
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      if (isTooComplex(e)) {
        findings.add(QueryLimits.tooComplex(query));
        return Optional.empty();
      }
      Optional<Diagnostic> updating = UpdatingQuery.diagnose(analysed, sink, e);
      if (updating.isPresent()) {
        findings.add(updating.get());
        return Optional.empty();
      }
      NodeTypes types = NodeTypes.of(analysed.validated(), analysed.validator());
      findings.addAll(
          PlanComplaint.ofPlan(e, query.source(), analysed.tree(), vocabulary(), types));
      return Optional.empty();
    }
  }

  private QueryPlan described(QueryPlan plan, SinkTable sink, RowType columns) {
    Map<String, StateDescription> all = new HashMap<>(plan.descriptions());
    all.putAll(positions);
    if (sink instanceof SinkTable.KafkaTable kafka) {
      all.put(
          sink.uid(),
          StateDescription.of(
              "results for topic %s that are not committed".formatted(kafka.topic())));
    }
    List<QueryPlan.Column> outputs =
        columns.getFields().stream()
            .map(c -> new QueryPlan.Column(c.getName(), c.getType().getTypeRoot().name()))
            .toList();
    return new QueryPlan(plan.operators(), all, outputs, null);
  }

  /**
   * Flink's own EXPLAIN of a query that was planned here: how it was written and optimised, and
   * which changes each operator sends. The query is planned once more for it, so the operators must
   * be out of the session's environment by then.
   */
  @SuppressWarnings("deprecation") // the planner's own environment is to be had in no other way
  public String explain(AnalysedQuery analysed) {
    // What is drawn has not been given its names, and is thrown away.
    env.getConfig().enableAutoGeneratedUIDs();
    return tables
        .getPlanner()
        .explain(List.of(intoSink(analysed)), ExplainFormat.TEXT, ExplainDetail.CHANGELOG_MODE);
  }

  private SinkModifyOperation intoSink(AnalysedQuery analysed) {
    ObjectIdentifier identifier =
        ObjectIdentifier.of(DaggerTables.CATALOG, DaggerTables.DATABASE, DaggerTables.SINK);
    return new SinkModifyOperation(
        tables.getCatalogManager().getTable(identifier).orElseThrow(), analysed.operation());
  }

  private void declare(StreamTable source, Schema schema) {
    source
        .topics()
        .forEach(
            topic ->
                positions.put(
                    source.sourceUid(topic),
                    StateDescription.of(
                        "how far topic %s was read as %s".formatted(topic, source.name()))));
    List<RowType.RowField> fields = new ArrayList<>(RowTypes.of(schema.descriptor()).getFields());
    fields.addAll(StreamColumns.ALL);
    RowType type = new RowType(false, fields);
    columns.put(source.name(), type);
    messages.put(source.name(), schema.descriptor());
    meanings.put(source.name(), source.meaning());
    catalog.add(source, schema, type);
  }

  private AnalysedQuery validate(SqlNode tree) {
    FlinkPlannerImpl planner = ((PlannerBase) tables.getPlanner()).createFlinkPlanner();
    SqlNode validated = planner.validate(QueryParser.again(query.source()));
    RelNode relation = planner.rel(validated).project();
    QueryOperation operation = new PlannerQueryOperation(relation, query::text);
    LogicalType row = operation.getResolvedSchema().toPhysicalRowDataType().getLogicalType();
    RowType columns = nullable((RowType) LogicalTypeUtils.removeTimeAttributes(row));
    return new AnalysedQuery(
        query, tree, validated, planner.getOrCreateSqlValidator(), relation, operation, columns);
  }

  /** What Flink's validator throws at a text. */
  private Optional<Throwable> objection(SourceText text) {
    try {
      FlinkPlannerImpl planner = ((PlannerBase) tables.getPlanner()).createFlinkPlanner();
      planner.rel(planner.validate(QueryParser.again(text))).project();
      return Optional.empty();
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return Optional.of(e);
    }
  }

  private static boolean isTooComplex(Throwable thrown) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
        .anyMatch(StackOverflowError.class::isInstance);
  }

  private Vocabulary vocabulary() {
    return new Vocabulary(columns, messages, Functions.ALL.keySet());
  }

  /** The sink takes NULL everywhere, so that no operator is added to refuse it. */
  private static RowType nullable(RowType row) {
    return new RowType(
        false,
        row.getFields().stream()
            .map(field -> new RowType.RowField(field.getName(), field.getType().copy(true)))
            .toList());
  }
}
