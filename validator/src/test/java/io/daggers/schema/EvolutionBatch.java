package io.daggers.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Many edits compared at once, each in a folder and in packages of its own: e1, e2 and so on. */
record EvolutionBatch(Map<String, String> before, Map<String, String> after) {

  private static final Pattern TAG = Pattern.compile("\\be(\\d+)[./]");

  static EvolutionBatch of(List<EvolutionCases.Case> edits) {
    EvolutionBatch batch = new EvolutionBatch(new TreeMap<>(), new TreeMap<>());
    for (int i = 0; i < edits.size(); i++) {
      add(edits.get(i).before(), i, batch.before);
      add(edits.get(i).after(), i, batch.after);
    }
    return batch;
  }

  private static void add(Map<String, String> from, int index, Map<String, String> to) {
    from.forEach(
        (name, text) ->
            to.put(
                "e%d/%s".formatted(index, name),
                text.replaceFirst("package ", "package e" + index + ".")
                    .replaceAll("import \"(?!google)", "import \"e" + index + "/")));
  }

  /** Our findings by the index of the edit. */
  Map<Integer, List<BrokenRule>> compare() {
    return SchemaEvolution.compare(compile(before), compile(after), files(after)).stream()
        .collect(Collectors.groupingBy(b -> index(b.diagnostic().location().file())));
  }

  RepositoryFiles files() {
    return files(after);
  }

  /** Which edit a text is about. */
  static int index(String text) {
    Matcher matcher = TAG.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("about no edit: " + text);
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** A text without the names of the batch. */
  static String plain(String text) {
    return TAG.matcher(text).replaceAll("");
  }

  static RepositoryFiles files(Map<String, String> protos) {
    Map<String, byte[]> files = new TreeMap<>();
    protos.forEach(
        (name, text) -> files.put("schemas/" + name, text.getBytes(StandardCharsets.UTF_8)));
    return RepositoryFiles.of(files);
  }

  static SchemaCatalog compile(Map<String, String> protos) {
    Findings findings = new Findings();
    SchemaCatalog catalog = SchemaCatalog.compile(files(protos), findings);
    assertThat(findings.list().stream().map(Diagnostic::toString).collect(Collectors.joining("\n")))
        .isEmpty();
    return catalog;
  }
}
