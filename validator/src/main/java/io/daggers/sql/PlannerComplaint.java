package io.daggers.sql;

import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.jspecify.annotations.Nullable;

/** Puts what Flink's planner throws into the analyst's words, at the place it is about. */
final class PlannerComplaint {

  private static final Pattern COLUMN =
      Pattern.compile("Column '(.+?)' not found in (?:any table|table '(.+?)')");
  private static final Pattern TABLE = Pattern.compile("(?:Object|Table) '(.+?)' not found");
  private static final Pattern FUNCTION =
      Pattern.compile("No match found for function signature (\\w+)\\((.*)\\)");
  private static final Pattern CONVERSION =
      Pattern.compile("implicit type conversion between (\\w+) and (\\w+) is not supported");

  private final QueryText query;
  private final SqlNode tree;
  private final Set<String> tables;
  private final Set<String> columns;
  private final Set<String> functions;

  /**
   * @param columns every column that could be meant, of every declared table
   * @param functions every function that could be meant
   */
  PlannerComplaint(
      QueryText query,
      SqlNode tree,
      Set<String> tables,
      Set<String> columns,
      Set<String> functions) {
    this.query = query;
    this.tree = tree;
    this.tables = new TreeSet<>(tables);
    this.columns = new TreeSet<>(columns);
    this.functions = new TreeSet<>(functions);
  }

  Diagnostic diagnose(Throwable thrown) {
    CalciteContextException positioned = find(thrown);
    if (positioned != null) {
      return positioned(positioned);
    }
    return unpositioned(thrown);
  }

  private Diagnostic positioned(CalciteContextException e) {
    Location location =
        query.at(e.getPosLine(), e.getPosColumn(), e.getEndPosLine(), e.getEndPosColumn());
    String message = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    Matcher column = COLUMN.matcher(message);
    if (column.find()) {
      String name = column.group(1);
      int dot = name.lastIndexOf('.');
      String last = name.substring(dot + 1);
      return Diagnostic.error(
          Code.DG0404,
          location,
          dot < 0
              ? "there is no column '%s'".formatted(name)
              : "'%s' has no field '%s'".formatted(name.substring(0, dot), last),
          Spelling.suggest(last, columns, "columns"));
    }
    Matcher table = TABLE.matcher(message);
    if (table.find()) {
      String name = table.group(1);
      return Diagnostic.error(
          Code.DG0405,
          location,
          "there is no table '%s'".formatted(name),
          Spelling.suggest(name, tables, "declared sources")
              + " A table must stand under sources: in dagger.yaml");
    }
    Matcher function = FUNCTION.matcher(message);
    if (function.find()) {
      String name = function.group(1).toUpperCase(Locale.ROOT);
      String help =
          functions.contains(name)
              ? "it takes other arguments than (%s)".formatted(plain(function.group(2)))
              : Spelling.nearest(name, functions)
                  .map(near -> "did you mean " + near + "?")
                  .orElse("only Flink's built-in functions and the project's own can be used");
      return Diagnostic.error(
          Code.DG0406,
          location,
          "there is no function " + name + (functions.contains(name) ? " for these arguments" : ""),
          help);
    }
    return Diagnostic.error(Code.DG0407, location, plain(message));
  }

  private Diagnostic unpositioned(Throwable thrown) {
    List<String> messages = messages(thrown);
    String all = String.join("\n", messages);
    if (all.contains("time attribute type") || all.contains("time attribute column")) {
      DescriptorColumn used = DescriptorColumn.find(tree);
      Location location = used == null ? query.start() : query.at(used.position());
      String name = used == null ? "this column" : "'" + used.name() + "'";
      return Diagnostic.error(
          Code.DG0408,
          location,
          "a window needs the event time, and " + name + " is an ordinary column",
          "write DESCRIPTOR(rowtime): it holds the event time and the stream's watermark");
    }
    Matcher conversion = CONVERSION.matcher(all);
    if (conversion.find()) {
      return Diagnostic.error(
          Code.DG0407,
          query.start(),
          "%s and %s are compared or joined here, and neither is converted by itself"
              .formatted(plain(conversion.group(1)), plain(conversion.group(2))),
          "compare an enum with a name in quotes, or CAST one side to the other's type");
    }
    String last = messages.get(messages.size() - 1);
    boolean ours =
        Stream.iterate(thrown, t -> t != null, Throwable::getCause)
            .noneMatch(t -> t instanceof ValidationException || t instanceof TableException);
    Code code = ours ? Code.DG0001 : Code.DG0407;
    return Diagnostic.error(code, query.start(), plain(last.lines().findFirst().orElse(last)));
  }

  private static @Nullable CalciteContextException find(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof CalciteContextException positioned) {
        return positioned;
      }
    }
    return null;
  }

  private static List<String> messages(Throwable thrown) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
        .map(t -> String.valueOf(t.getMessage()))
        .toList();
  }

  /** The planner's types and names as an analyst knows them. */
  private static String plain(String text) {
    return text.replaceAll("VARCHAR(\\(2147483647\\))?$|VARCHAR\\(2147483647\\)", "STRING")
        .replace("VARBINARY(2147483647)", "BYTES")
        .replace("TIMESTAMP_WITH_LOCAL_TIME_ZONE", "TIMESTAMP_LTZ")
        .replaceAll("CHARACTER SET \"[^\"]*\"", "")
        .replaceAll("\\b(?:[a-z_]+\\.){2,}([A-Z]\\w*)", "$1")
        .replaceAll("\\.$", "")
        .strip();
  }
}
