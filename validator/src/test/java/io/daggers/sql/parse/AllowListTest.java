package io.daggers.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.flink.table.functions.BuiltInFunctionDefinition;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.module.CoreModule;
import org.apache.flink.table.planner.functions.sql.FlinkSqlOperatorTable;
import org.junit.jupiter.api.Test;

/** A Flink that brings something new fails the build until someone decides about it. */
class AllowListTest {

  @Test
  void everyClassOfNodeThatThePlannerHasIsClassified() throws Exception {
    Set<String> classes = nodeClasses();

    assertThat(classes).hasSizeGreaterThan(150);
    assertThat(classes).isEqualTo(new TreeSet<>(AllowList.NODES.verdicts().keySet()));
  }

  @Test
  void everyKindOfNodeIsClassified() {
    Set<String> kinds = new TreeSet<>(Arrays.stream(SqlKind.values()).map(Enum::name).toList());

    assertThat(kinds).isEqualTo(new TreeSet<>(AllowList.KINDS.verdicts().keySet()));
  }

  @Test
  void everyFunctionThatThePlannerKnowsIsClassified() {
    Set<String> functions = functions();

    assertThat(functions).hasSizeGreaterThan(300);
    assertThat(functions).allSatisfy(name -> assertThat(AllowList.FUNCTIONS.knows(name)).isTrue());
  }

  @Test
  void everyAllowedFunctionIsOneThatThePlannerKnows() {
    assertThat(functions()).containsAll(AllowList.FUNCTIONS.allowed());
  }

  @Test
  void noStatementThatChangesOrReachesAnythingIsAllowed() {
    assertThat(AllowList.NODES.allowed())
        .noneMatch(name -> name.startsWith("org.apache.flink.sql.parser"))
        .noneMatch(name -> name.contains(".ddl."));
    assertThat(AllowList.KINDS.allowed())
        .doesNotContainAnyElementsOf(SqlKind.DDL.stream().map(Enum::name).toList())
        .doesNotContainAnyElementsOf(SqlKind.DML.stream().map(Enum::name).toList())
        .doesNotContain("EXPLAIN", "HINT", "DYNAMIC_PARAM", "TABLESAMPLE");
  }

  private static Set<String> nodeClasses()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path jar = Path.of(SqlNode.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> classes = new TreeSet<>();
    try (JarFile planner = new JarFile(jar.toFile())) {
      for (JarEntry entry : planner.stream().toList()) {
        String name = entry.getName();
        boolean candidate =
            name.endsWith(".class")
                && (name.startsWith("org/apache/calcite/sql/")
                    || name.startsWith("org/apache/flink/sql/parser/")
                    || name.startsWith("org/apache/flink/table/planner/calcite/"));
        if (!candidate) {
          continue;
        }
        String type = name.substring(0, name.length() - ".class".length()).replace('/', '.');
        if (SqlNode.class.isAssignableFrom(
            Class.forName(type, false, SqlNode.class.getClassLoader()))) {
          classes.add(type);
        }
      }
    }
    return classes;
  }

  private static Set<String> functions() {
    Stream<String> definitions =
        BuiltInFunctionDefinitions.getDefinitions().stream().flatMap(AllowListTest::names);
    Stream<String> module = CoreModule.INSTANCE.listFunctions().stream();
    Stream<String> operators =
        Stream.of(true, false)
            .flatMap(batch -> FlinkSqlOperatorTable.instance(batch).getOperatorList().stream())
            .map(SqlOperator::getName);
    return new TreeSet<>(
        Stream.of(definitions, module, operators)
            .flatMap(names -> names)
            .map(name -> name.toUpperCase(Locale.ROOT))
            .toList());
  }

  private static Stream<String> names(BuiltInFunctionDefinition definition) {
    return Stream.of(definition.getName(), definition.getSqlName()).filter(Objects::nonNull);
  }
}
