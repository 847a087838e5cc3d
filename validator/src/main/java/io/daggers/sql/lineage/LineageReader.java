package io.daggers.sql.lineage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Match;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.flink.table.planner.plan.nodes.calcite.WatermarkAssigner;
import org.jspecify.annotations.Nullable;

/** Follows values through a query's relations, from the tables up. */
final class LineageReader {

  /** Together, what tells one record from every other. */
  private static final List<String> RECORD =
      List.of("kafka_cluster", "kafka_topic", "kafka_partition", "kafka_offset");

  private final Reading reading;
  private final RankLineage ranks;

  LineageReader(Clauses clauses) {
    reading = new Reading(clauses);
    ranks = new RankLineage(reading);
  }

  QueryLineage read(RelNode relation) {
    RelationRows output = rows(relation, List.of());
    ranks.keepUnused();
    return new QueryLineage(
        output,
        reading.dependencies,
        reading.kept,
        reading.clauses.limits,
        reading.groupItems,
        reading.optional,
        reading.windows);
  }

  /**
   * @param above conditions on all rows that are used, over this relation's columns
   */
  private RelationRows rows(RelNode relation, List<RexNode> above) {
    if (relation instanceof Project project) {
      return project(project);
    }
    if (relation instanceof Filter filter) {
      return filter(filter);
    }
    if (relation instanceof Aggregate aggregate) {
      RelationRows input = rows(aggregate.getInput(), List.of());
      return new GroupLineage(reading).rows(aggregate, input);
    }
    if (relation instanceof Join join) {
      return join(join, above);
    }
    if (relation instanceof TableFunctionScan function && WindowLineage.isWindow(function)) {
      RelationRows input = rows(function.getInput(0), List.of());
      return WindowLineage.rows(function, input, reading);
    }
    if (relation instanceof WatermarkAssigner || relation instanceof Snapshot) {
      return rows(relation.getInput(0), List.of());
    }
    if (relation instanceof TableScan scan) {
      return scan(scan);
    }
    return rare(relation);
  }

  private RelationRows rare(RelNode relation) {
    if (relation instanceof Correlate correlate) {
      return correlate(correlate);
    }
    if (relation instanceof SetOp operation) {
      return setOperation(operation);
    }
    if (relation instanceof Sort sort) {
      RelationRows input = rows(sort.getInput(), List.of());
      boolean one = sort.fetch instanceof RexLiteral fetch && RexLiteral.intValue(fetch) == 1;
      return one ? input.withKeys(List.of(new UniqueKey(Set.of(), true))) : input;
    }
    if (relation instanceof Match match) {
      return match(match);
    }
    if (relation instanceof Uncollect uncollect) {
      rows(uncollect.getInput(), List.of());
      return uncollect(uncollect);
    }
    relation.getInputs().forEach(input -> rows(input, List.of()));
    return new RelationRows(
        Reading.unknown(RowValue.Kind.MIXED, relation.getRowType().getFieldList()), List.of());
  }

  private RelationRows scan(TableScan scan) {
    List<String> path = scan.getTable().getQualifiedName();
    String table = path.get(path.size() - 1);
    Map<String, RowValue> columns = new LinkedHashMap<>();
    for (RelDataTypeField field : scan.getRowType().getFieldList()) {
      columns.put(field.getName(), RowValue.field(table, field.getName(), field.getType()));
    }
    List<UniqueKey> keys = new ArrayList<>();
    if (columns.keySet().containsAll(RECORD)) {
      Set<RowValue> record = new LinkedHashSet<>();
      RECORD.forEach(name -> record.add(columns.get(name)));
      keys.add(new UniqueKey(record, false));
    }
    return new RelationRows(List.copyOf(columns.values()), keys);
  }

  private RelationRows project(Project project) {
    RelationRows input = rows(project.getInput(), List.of());
    correlate(project.getVariablesSet(), input);
    List<RowValue> columns = new ArrayList<>();
    List<UniqueKey> keys = new ArrayList<>(input.keys());
    List<RelDataTypeField> fields = project.getRowType().getFieldList();
    for (int i = 0; i < fields.size(); i++) {
      RexNode expression = project.getProjects().get(i);
      subQueries(expression, input);
      String name = fields.get(i).getName();
      RowValue value =
          ranks
              .read(expression, name, input.columns(), keys)
              .orElseGet(() -> reading.expressions.read(expression, name, input.columns()));
      columns.add(value);
    }
    return new RelationRows(columns, keys);
  }

  private RelationRows filter(Filter filter) {
    List<RexNode> parts = Conditions.parts(filter.getCondition());
    RelationRows input = rows(filter.getInput(), parts);
    correlate(filter.getVariablesSet(), input);
    subQueries(filter.getCondition(), input);
    reading.conditions.equalities(parts, input.columns()).forEach(reading.conditions::note);
    ranks.use(parts, input.columns());
    return input;
  }

  private RelationRows join(Join join, List<RexNode> above) {
    int leftColumns = join.getLeft().getRowType().getFieldCount();
    List<RexNode> ofLeft =
        above.stream().filter(part -> Conditions.isWithin(part, leftColumns)).toList();
    RelationRows left = rows(join.getLeft(), ofLeft);
    RelationRows right = rows(join.getRight(), List.of());
    List<RexNode> parts = new ArrayList<>(Conditions.parts(join.getCondition()));
    if (join.getJoinType() == JoinRelType.INNER) {
      parts.addAll(above);
    }
    SqlNode at = reading.clauses.joins.poll();
    return new JoinLineage(reading).rows(left, right, join.getJoinType(), parts, at);
  }

  /** Rows joined with what each of them gives: UNNEST, or the version of another at their time. */
  private RelationRows correlate(Correlate correlate) {
    RelationRows left = rows(correlate.getLeft(), List.of());
    correlate(Set.of(correlate.getCorrelationId()), left);
    RelationRows right = rows(correlate.getRight(), List.of());
    SqlNode at = reading.clauses.joins.poll();
    if (!isOfTheRow(correlate.getRight())) {
      reading.keep(KeptState.Kind.JOIN, at, List.of(), "JOIN");
    }
    List<RowValue> columns = new ArrayList<>(left.columns());
    columns.addAll(right.columns());
    List<UniqueKey> keys = new ArrayList<>();
    for (UniqueKey ofLeft : left.keys()) {
      right.keys().forEach(ofRight -> keys.add(ofLeft.and(ofRight)));
    }
    return new RelationRows(columns, keys);
  }

  private static boolean isOfTheRow(RelNode relation) {
    return relation instanceof Uncollect
        || relation instanceof Snapshot
        || relation instanceof TableFunctionScan
        || relation instanceof Values
        || (relation.getInputs().size() == 1 && isOfTheRow(relation.getInput(0)));
  }

  private RelationRows setOperation(SetOp operation) {
    List<RelationRows> parts =
        operation.getInputs().stream().map(input -> rows(input, List.of())).toList();
    RelationRows union =
        new UnionLineage(reading.dependencies).rows(operation.getRowType().getFieldList(), parts);
    boolean all = operation instanceof Union && operation.all;
    SqlNode at = parts.size() == 2 ? reading.clauses.setOperations.poll() : null;
    for (int i = 2; i < parts.size(); i++) {
      // The planner merges unions of unions; the first of them stands for all.
      at = reading.clauses.setOperations.poll();
    }
    if (all) {
      return union;
    }
    if (!GroupLineage.isWindowed(union.columns())) {
      String word = operation.kind.name().replace("MINUS", "EXCEPT");
      reading.keep(KeptState.Kind.SET_OPERATION, at, union.columns(), word);
    }
    return union.withKeys(List.of(new UniqueKey(new LinkedHashSet<>(union.columns()), true)));
  }

  private RelationRows match(Match match) {
    RelationRows input = rows(match.getInput(), List.of());
    SqlNode at = reading.clauses.patterns.poll();
    List<RowValue> partition =
        match.getPartitionKeys().asList().stream().map(input.columns()::get).toList();
    if (match.getInterval() == null) {
      reading.keep(KeptState.Kind.PATTERN, at, partition, "");
    }
    List<RowValue> columns = new ArrayList<>();
    List<RelDataTypeField> fields = match.getRowType().getFieldList();
    for (int i = 0; i < fields.size(); i++) {
      RelDataTypeField field = fields.get(i);
      columns.add(
          i < partition.size()
              ? partition.get(i)
              : RowValue.of(RowValue.Kind.AGGREGATE, field.getName(), field.getType()));
    }
    return new RelationRows(columns, List.of());
  }

  /** The keys of a map tell its entries apart; elements of an array may be equal. */
  private static RelationRows uncollect(Uncollect uncollect) {
    List<RowValue> columns =
        Reading.unknown(RowValue.Kind.MIXED, uncollect.getRowType().getFieldList());
    var collection = uncollect.getInput().getRowType().getFieldList().get(0).getType();
    boolean map = collection.getSqlTypeName() == SqlTypeName.MAP;
    return new RelationRows(
        columns, map ? List.of(new UniqueKey(Set.of(columns.get(0)), false)) : List.of());
  }

  private void correlate(Set<CorrelationId> variables, RelationRows outer) {
    variables.forEach(id -> reading.expressions.correlate(id.getName(), outer.columns()));
  }

  private void subQueries(RexNode expression, RelationRows outer) {
    expression.accept(
        new RexVisitorImpl<@Nullable Void>(true) {
          @Override
          public @Nullable Void visitSubQuery(RexSubQuery subQuery) {
            subQuery(subQuery, outer);
            return null;
          }
        });
  }

  /** A sub-query in a condition is a join; a window on both sides bounds it, a time does not. */
  private void subQuery(RexSubQuery subQuery, RelationRows outer) {
    int before = reading.conditions.equalities.size();
    RelationRows inner = rows(subQuery.rel, List.of());
    List<Conditions.Equality> equalities =
        new ArrayList<>(
            reading.conditions.equalities.subList(before, reading.conditions.equalities.size()));
    for (int i = 0; i < subQuery.getOperands().size() && i < inner.columns().size(); i++) {
      RowValue operand =
          reading.expressions.read(subQuery.getOperands().get(i), "", outer.columns());
      equalities.add(new Conditions.Equality(operand, inner.columns().get(i)));
    }
    SqlNode at = reading.clauses.subQueries.poll();
    if (!Conditions.joinWindows(equalities, new HashSet<>(outer.columns()))) {
      String word = subQuery.op.getName().startsWith("$") ? "sub-query" : subQuery.op.getName();
      reading.keep(KeptState.Kind.SUB_QUERY, at, List.of(), word);
    }
  }
}
