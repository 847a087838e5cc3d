package io.daggers.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SchemaEvolutionTest {

  private static final List<EvolutionCases.Case> EDITS = EvolutionCases.all();
  private static final EvolutionBatch BATCH = EvolutionBatch.of(EDITS);
  private static final Map<Integer, List<BrokenRule>> BROKEN = BATCH.compare();

  @TestFactory
  Stream<DynamicTest> findsExactlyTheRulesThatAnEditBreaks() {
    return IntStream.range(0, EDITS.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    EDITS.get(i).name(),
                    () ->
                        assertThat(BROKEN.getOrDefault(i, List.of()))
                            .extracting(BrokenRule::rule)
                            .hasSameElementsAs(EDITS.get(i).broken())));
  }

  /** Every finding of every case, as it is printed. Run with -Dupdate=true to rewrite. */
  @Test
  void saysWhereAndWhatToDo() throws IOException {
    TextReport report = new TextReport(BATCH.files()::lines, false);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < EDITS.size(); i++) {
      if (BROKEN.containsKey(i)) {
        all.append("## ").append(EDITS.get(i).name()).append("\n\n");
        for (BrokenRule broken : BROKEN.get(i)) {
          all.append(EvolutionBatch.plain(report.print(broken.diagnostic()))).append('\n');
        }
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
        SchemaEvolution.compare(
                EvolutionBatch.compile(Map.of("m.proto", before)),
                EvolutionBatch.compile(Map.of("m.proto", after)),
                EvolutionBatch.files(Map.of("m.proto", after)))
            .get(0)
            .diagnostic();

    assertThat(diagnostic.location().toString()).isEqualTo("schemas/m.proto:3:11");
    assertThat(diagnostic.location().endColumn()).isEqualTo(15);
  }

  @Test
  void findsNothingWhereNothingChanged() {
    SchemaCatalog after = EvolutionBatch.compile(BATCH.after());

    assertThat(SchemaEvolution.compare(after, after, BATCH.files())).isEmpty();
  }
}
