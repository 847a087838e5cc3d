package io.daggers.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaEvolutionTest {

  @ParameterizedTest
  @MethodSource("io.daggers.schema.EvolutionCases#all")
  void findsExactlyTheRulesThatAnEditBreaks(EvolutionCases.Case edit) {
    assertThat(compare(edit.before(), edit.after()))
        .extracting(BrokenRule::rule)
        .hasSameElementsAs(edit.broken());
  }

  /** Every finding of every case, as it is printed. Run with -Dupdate=true to rewrite. */
  @Test
  void saysWhereAndWhatToDo() throws IOException {
    StringBuilder all = new StringBuilder();
    for (EvolutionCases.Case edit : EvolutionCases.all()) {
      TextReport report = new TextReport(EvolutionCases.Case.files(edit.after())::lines, false);
      List<BrokenRule> broken = compare(edit.before(), edit.after());
      if (!broken.isEmpty()) {
        all.append("## ").append(edit.name()).append("\n\n");
        broken.forEach(
            rule ->
                all.append(rule.rule())
                    .append('\n')
                    .append(report.print(rule.diagnostic()))
                    .append('\n'));
      }
    }
    Path expected = Path.of("src/test/resources/evolution/expected.txt");
    if (Boolean.getBoolean("update")) {
      Files.createDirectories(expected.getParent());
      Files.writeString(expected, all);
    }

    assertThat(all.toString()).isEqualTo(Files.readString(expected));
  }

  @Test
  void countsCharactersWhereTheCompilerCountsBytesAndTabs() {
    String before = "syntax = \"proto3\";\nmessage M {\n\t/* é中 */ int32 a = 1;\n}\n";
    String after = before.replace("int32", "int64");

    Diagnostic diagnostic =
        compare(Map.of("m.proto", before), Map.of("m.proto", after)).get(0).diagnostic();

    assertThat(diagnostic.location().toString()).isEqualTo("schemas/m.proto:3:11");
    assertThat(diagnostic.location().endColumn()).isEqualTo(15);
  }

  @Test
  void findsNothingWhereNothingChanged() {
    for (EvolutionCases.Case edit : EvolutionCases.all()) {
      assertThat(compare(edit.after(), edit.after())).isEmpty();
    }
  }

  static List<BrokenRule> compare(Map<String, String> before, Map<String, String> after) {
    RepositoryFiles files = EvolutionCases.Case.files(after);
    return SchemaEvolution.compare(
        compile(EvolutionCases.Case.files(before)), compile(files), files);
  }

  private static SchemaCatalog compile(RepositoryFiles files) {
    Findings findings = new Findings();
    SchemaCatalog catalog = SchemaCatalog.compile(files, findings);
    assertThat(findings.list().stream().map(Diagnostic::toString).collect(Collectors.joining("\n")))
        .isEmpty();
    return catalog;
  }
}
