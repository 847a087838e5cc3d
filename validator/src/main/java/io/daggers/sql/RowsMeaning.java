package io.daggers.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What rows between two operators mean.
 *
 * @param origin where they come from: a table, or what an operator makes
 * @param conditions which of these they are: all of the conditions hold
 * @param columns what each column is, said in columns of the origin
 */
record RowsMeaning(String origin, SortedSet<String> conditions, List<String> columns) {

  RowsMeaning {
    columns = List.copyOf(columns);
  }

  /** Those of these for which a condition over their columns holds. */
  RowsMeaning where(JsonNode condition) {
    SortedSet<String> all = new TreeSet<>(conditions);
    Expressions.conjuncts(condition).forEach(each -> all.add(each.toString()));
    return new RowsMeaning(origin, all, columns);
  }

  RowsMeaning withoutColumns() {
    return new RowsMeaning(origin, conditions, List.of());
  }

  /** As one text: two are equal only where all parts are. */
  String all() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode().add(origin);
    conditions.forEach(all.addArray()::add);
    columns.forEach(all.addArray()::add);
    return all.toString();
  }
}
