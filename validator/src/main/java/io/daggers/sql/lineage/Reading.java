package io.daggers.sql.lineage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** What is known of a query so far while its relations are read. */
final class Reading {

  final Dependencies dependencies = new Dependencies();
  final ExpressionReader expressions = new ExpressionReader(dependencies);
  final Conditions conditions = new Conditions(expressions, dependencies);
  final List<KeptState> kept = new ArrayList<>();
  final Map<RowValue, SqlNode> groupItems = new HashMap<>();

  /** What the sessions of a window's start are made of. */
  final Map<RowValue, List<RowValue>> sessions = new HashMap<>();

  final List<WindowUse> windows = new ArrayList<>();
  final Map<RowValue, RowValue> optional = new HashMap<>();
  final Clauses clauses;

  Reading(Clauses clauses) {
    this.clauses = clauses;
  }

  void keep(KeptState.Kind kind, @Nullable SqlNode at, List<RowValue> keys, String detail) {
    kept.add(new KeptState(kind, at, keys, detail));
  }

  /** Values of which nothing is known but how they are called. */
  static List<RowValue> unknown(RowValue.Kind kind, List<RelDataTypeField> fields) {
    return fields.stream()
        .map(field -> RowValue.of(kind, field.getName(), field.getType()))
        .toList();
  }
}
