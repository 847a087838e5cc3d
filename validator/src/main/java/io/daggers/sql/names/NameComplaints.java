package io.daggers.sql.names;

import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.sql.parse.FunctionPolicy;
import io.daggers.sql.parse.SourceText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Says which name of a query is not known, and which one was probably meant. */
final class NameComplaints {

  /** How the help for a column of a window begins where there is no window. */
  static final String NO_WINDOW = "only a window has it";

  private static final Set<String> OF_WINDOWS = Set.of("window_start", "window_end", "window_time");
  private static final int LONGEST_LIST = 12;

  private final SourceText source;
  private final SqlNode tree;
  private final Vocabulary vocabulary;

  NameComplaints(SourceText source, SqlNode tree, Vocabulary vocabulary) {
    this.source = source;
    this.tree = tree;
    this.vocabulary = vocabulary;
  }

  Complaint table(String name, SqlIdentifier identifier) {
    SqlParserPos position = identifier.getParserPosition();
    boolean path = identifier.names.size() > 1;
    Set<String> tables = vocabulary.tables().keySet();
    Optional<String> near = path ? Optional.empty() : Spelling.nearest(name, tables);
    String help =
        path
            ? "a table has one name here, that of a source in dagger.yaml: "
                + String.join(", ", tables)
            : suggest(name, tables, "declared sources")
                + (near.isPresent() ? " A" : ". A")
                + " table must stand under sources: in dagger.yaml";
    return new Complaint(
        Diagnostic.error(
            Code.DG0405,
            source.at(position),
            "there is no table '%s'".formatted(String.join(".", identifier.names)),
            help),
        false,
        source.start(position),
        source.end(position),
        near.map(List::of).orElseGet(() -> tables.size() == 1 ? List.copyOf(tables) : List.of()));
  }

  /** A column, a field of a message or an alias that is not there. */
  Complaint column(SqlIdentifier identifier) {
    Scope scope = Scope.at(tree, identifier, vocabulary);
    List<String> names = identifier.names;
    Scope.Resolution known = scope.resolve(names);
    int at = Math.min(known.found(), names.size() - 1);
    String name = names.get(at);
    SqlParserPos position = identifier.getComponentParserPosition(at);
    if (position.getLineNum() < 1) {
      position = identifier.getParserPosition();
    }
    boolean alias = at == 0 && names.size() > 1 && known.table() == null;
    Set<String> candidates = new TreeSet<>(known.fields());
    if (alias) {
      candidates = aliases(scope, names.get(1));
    }
    Optional<String> near = nearest(name, candidates);
    Optional<String> refusal =
        names.size() == 1 && near.isEmpty()
            ? FunctionPolicy.refusalWithoutBrackets(name)
            : Optional.empty();
    if (refusal.isPresent()) {
      return new Complaint(
          Diagnostic.error(
              Code.DG0411,
              source.at(position),
              "the function %s is not allowed".formatted(name.toUpperCase(Locale.ROOT)),
              refusal.get()),
          false,
          source.start(position),
          source.end(position),
          Complaint.ANY_VALUE);
    }
    boolean nested = at > 0 && known.type() != null;
    String what =
        at == 0
            ? alias
                ? "there is no table or column '%s' here".formatted(name)
                : "there is no column '%s'".formatted(name)
            : known.type() == null && known.table() != null && at == 1
                ? "'%s' has no column '%s'".formatted(names.get(0), name)
                : nested && candidates.isEmpty()
                    ? "'%s' is %s and has no fields"
                        .formatted(names.get(at - 1), typeName(known.type()))
                    : "'%s' has no field '%s'".formatted(names.get(at - 1), name);
    return new Complaint(
        Diagnostic.error(
            Code.DG0404,
            source.at(position),
            what,
            nested && candidates.isEmpty()
                ? "remove .%s".formatted(name)
                : help(identifier, name, at, alias, scope, candidates, known.type() == null, near)),
        false,
        near.isPresent() ? source.start(position) : source.start(identifier.getParserPosition()),
        near.isPresent() ? source.end(position) : source.end(identifier.getParserPosition()),
        replacements(near, at == 0 && vocabulary.tables().containsKey(name) ? name : null));
  }

  Complaint ambiguous(SqlIdentifier identifier) {
    String name = identifier.names.get(identifier.names.size() - 1);
    List<String> choices =
        Scope.at(tree, identifier, vocabulary).tables().stream()
            .filter(table -> table.column(name).isPresent() && !table.alias().isEmpty())
            .map(table -> table.alias() + "." + name)
            .distinct()
            .toList();
    return new Complaint(
        Diagnostic.error(
            Code.DG0420,
            source.at(identifier.getParserPosition()),
            "more than one table has a column '%s'".formatted(name),
            choices.isEmpty()
                ? "give each table a name with AS, and write that name before the column"
                : "write " + String.join(" or ", choices)),
        false,
        source.start(identifier.getParserPosition()),
        source.end(identifier.getParserPosition()),
        choices.isEmpty() ? Complaint.ANY_VALUE : choices);
  }

  /** The tables that have a column of a name and the columns that have fields, or all tables. */
  private static Set<String> aliases(Scope scope, String column) {
    Set<String> all = new TreeSet<>();
    Set<String> fitting = new TreeSet<>();
    Set<String> messages = new TreeSet<>();
    for (Scope.Table table : scope.tables()) {
      table.columns().stream()
          .filter(c -> c.type() instanceof RowType)
          .forEach(c -> messages.add(c.name()));
      if (!table.alias().isEmpty()) {
        all.add(table.alias());
        table.column(column).ifPresent(c -> fitting.add(table.alias()));
      }
    }
    messages.addAll(fitting.isEmpty() ? all : fitting);
    return messages;
  }

  /** Words of one or two letters are near to everything. */
  private static Optional<String> nearest(String word, Collection<String> candidates) {
    return Spelling.nearest(word, candidates)
        .filter(near -> word.length() > 2 || near.equalsIgnoreCase(word));
  }

  private static String typeName(@Nullable LogicalType type) {
    return type == null ? "a value" : PlainWords.of(type.copy(true).asSummaryString());
  }

  private static List<String> replacements(Optional<String> near, @Nullable String table) {
    List<String> instead = new ArrayList<>();
    if (table != null) {
      instead.add("TABLE " + table);
    }
    near.ifPresent(name -> instead.add("`" + name + "`"));
    if (near.isEmpty()) {
      instead.addAll(Complaint.ANY_VALUE);
    }
    return instead;
  }

  private String help(
      SqlIdentifier identifier,
      String name,
      int at,
      boolean alias,
      Scope scope,
      Set<String> candidates,
      boolean ofTable,
      Optional<String> near) {
    if (near.isPresent() && near.get().equalsIgnoreCase(name)) {
      return "capitals matter in names: write " + near.get();
    }
    if (at == 0 && !alias && vocabulary.tables().containsKey(name)) {
      return "it is a table: write TABLE %s in a window, or one of its columns".formatted(name);
    }
    if (at == 0 && OF_WINDOWS.contains(name)) {
      return NO_WINDOW + ": FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))";
    }
    if (at == 0 && !alias && isOutputName(identifier, name)) {
      return "it is the name of an output column, which only ORDER BY can use: repeat its"
          + " expression here, or compute it in a sub-query";
    }
    if (at == 0 && !alias && vocabulary.isEnumValue(name)) {
      return "if it is a text, write it in single quotes: '%s'".formatted(name);
    }
    if (alias) {
      Optional<Scope.Table> renamed =
          scope.tables().stream().filter(table -> table.source().equals(name)).findFirst();
      if (renamed.isPresent() && !renamed.get().alias().isEmpty()) {
        return "the table %s is called %s here".formatted(name, renamed.get().alias());
      }
      if (renamed.isPresent()) {
        return "the table has no name behind the window: write the column by itself, or name the"
            + " window with AS";
      }
    }
    if (candidates.isEmpty() && at == 0) {
      return "no column can be named here; a window takes its event time as DESCRIPTOR(rowtime)";
    }
    return suggest(
        name, candidates, alias ? "tables and messages" : ofTable ? "columns" : "fields");
  }

  private boolean isOutputName(SqlIdentifier identifier, String name) {
    for (SqlNode node : NodePath.to(tree, identifier)) {
      if (node instanceof SqlSelect select) {
        for (SqlNode item : select.getSelectList()) {
          if (item.getKind() == SqlKind.AS
              && ((org.apache.calcite.sql.SqlCall) item).operand(1).toString().equals(name)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** "did you mean 'x'?", or what there is to choose from. */
  private static String suggest(String word, Collection<String> candidates, String listName) {
    Optional<String> near = nearest(word, candidates);
    if (near.isPresent()) {
      return "did you mean '" + near.get() + "'?";
    }
    if (candidates.isEmpty()) {
      return "there are no " + listName;
    }
    String list = String.join(", ", candidates.stream().limit(LONGEST_LIST).toList());
    return listName + ": " + list + (candidates.size() > LONGEST_LIST ? ", ..." : "");
  }
}
