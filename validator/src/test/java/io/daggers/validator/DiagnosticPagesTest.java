package io.daggers.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.CodePage;
import io.daggers.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every code has a page, and what the page shows is true: its failing examples yield the code and
 * no other, its passing ones are accepted. {@link PageExample} has the form.
 */
class DiagnosticPagesTest {

  private static final Path PAGES =
      Path.of(System.getProperty("daggers.root")).resolve("docs/diagnostics");

  /** Codes that no file on a page can provoke, and why. */
  private static final Map<Code, String> WITHOUT_EXAMPLES =
      Map.of(
          Code.DG0001, "a bug of ours",
          Code.DG0005, "a query that takes long on any machine is long",
          Code.DG0008, "a link, or a file larger than a page",
          Code.DG0003, "a file that is not text, or larger than a page",
          Code.DG0724, "the base is the same for the failing and the passing example",
          Code.DG0810, "found when tests are run, and tested there",
          Code.DG0811, "found when tests are run, and tested there");

  /** The dagger an example is about, where it does not say otherwise. */
  private static final Map<String, String> STANDARD =
      Map.of(
          "dagger.yaml",
          """
          description: Completed bookings per city, every minute
          sources:
            bookings: rides.booking.v1.BookingEvent
          sink:
            influx:
              measurement: completed_bookings
              time: window_start
              tags: [city]
              fields: [bookings]
          """,
          "query.sql",
          """
          SELECT window_start, city, COUNT(*) AS bookings
          FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
          WHERE status = 'COMPLETED'
          GROUP BY window_start, window_end, city
          """);

  @Test
  void everyCodeHasAPageOfItsTitleWithExamples() {
    for (Code code : Code.values()) {
      String page = CodePage.of(code);
      List<PageExample> examples = PageExample.of(code, page);

      assertThat(page).startsWith("# " + code + ": " + code.title() + "\n\n");
      assertThat(page).contains("\n## Failing\n", "\n## Passing\n");
      if (!WITHOUT_EXAMPLES.containsKey(code)) {
        assertThat(examples)
            .as(code + ": examples")
            .extracting(PageExample::failing)
            .contains(true, false);
      }
    }
  }

  @Test
  void everyPageIsOfACode() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .containsAll(List.of("README.md"))
          .filteredOn(name -> !name.equals("README.md"))
          .allSatisfy(name -> Code.valueOf(name.replace(".md", "")));
    }
  }

  @Test
  void theIndexListsEveryCode() throws IOException {
    Path index = PAGES.resolve("README.md");
    String expected = index();
    if (Boolean.getBoolean("update")) {
      Files.writeString(index, expected);
    }

    assertThat(Files.readString(index)).isEqualTo(expected);
  }

  @TestFactory
  Stream<DynamicTest> whatPagesShowIsTrue() throws IOException {
    Map<String, PageExample> examples = new LinkedHashMap<>();
    for (Code code : Code.values()) {
      if (!Files.exists(PAGES.resolve(code + ".md"))) {
        continue; // another test reports it
      }
      for (PageExample example : PageExample.of(code, CodePage.of(code))) {
        examples.put("%s-%d".formatted(code, examples.size()).toLowerCase(Locale.ROOT), example);
      }
    }
    Map<String, Outcome> together = judgeTogether(examples);
    return examples.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getValue().code() + (entry.getValue().failing() ? " fails" : " passes"),
                    () ->
                        check(
                            entry.getValue(),
                            entry.getValue().needsOwnRepository()
                                ? judgeAlone(entry.getValue())
                                : together.get(entry.getKey()))));
  }

  /** What was found where an example was judged, and whether everything was accepted. */
  private record Outcome(boolean accepted, List<Diagnostic> diagnostics) {}

  private static void check(PageExample example, Outcome outcome) {
    Set<Code> codes =
        outcome.diagnostics().stream()
            .map(Diagnostic::code)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Code.class)));
    if (example.failing()) {
      Set<Code> expected = EnumSet.of(example.code());
      expected.addAll(example.also());
      assertThat(codes).as("%s", outcome.diagnostics()).isEqualTo(expected);
    } else {
      assertThat(codes).as("%s", outcome.diagnostics()).doesNotContain(example.code());
      assertThat(outcome.accepted()).as("%s", outcome.diagnostics()).isTrue();
    }
  }

  /** One judgement of all examples that are nothing but a dagger. */
  private static Map<String, Outcome> judgeTogether(Map<String, PageExample> examples)
      throws IOException {
    Map<String, String> files = new TreeMap<>();
    examples.forEach(
        (name, example) -> {
          if (!example.needsOwnRepository()) {
            Map<String, String> dagger = dagger("daggers/cases/" + name, example.files());
            // Each writes a measurement of its own, so that they say nothing about each other.
            dagger.replaceAll((path, text) -> text.replace("completed_bookings", name));
            files.putAll(dagger);
          }
        });
    Judgement judgement = Validator.judge(repository(files));
    assertThat(judgement.repository()).isEmpty();
    return judgement.verdicts().stream()
        .collect(
            Collectors.toMap(verdict -> verdict.name().dagger(), DiagnosticPagesTest::outcome));
  }

  private static Outcome judgeAlone(PageExample example) throws IOException {
    String folder = "daggers/cases/example";
    RepositoryFiles files = repository(dagger(folder, example.files()));
    Judgement judgement =
        example.base().isEmpty()
            ? Validator.judge(files)
            : InProcess.judge(files, repository(dagger(folder, example.base())));
    List<Diagnostic> all = new ArrayList<>(judgement.repository());
    judgement.verdicts().forEach(verdict -> all.addAll(verdict.diagnostics()));
    return new Outcome(!judgement.hasErrors(), all);
  }

  private static Outcome outcome(Verdict verdict) {
    return new Outcome(
        verdict instanceof Verdict.Accepted,
        verdict.diagnostics().stream()
            .filter(diagnostic -> diagnostic.code() != Code.DG0529) // examples share topics
            .toList());
  }

  private static Map<String, String> dagger(String folder, Map<String, String> example) {
    Map<String, String> files = new TreeMap<>();
    STANDARD.forEach((file, text) -> files.put(folder + "/" + file, text));
    example.forEach((file, text) -> files.put(PageExample.path(file, folder), text));
    return files;
  }

  private static RepositoryFiles repository(Map<String, String> texts) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    RepositoryFiles.read(Path.of("src/test/resources/world")).contents().forEach(files::put);
    texts.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return RepositoryFiles.of(files);
  }

  private static String index() {
    return """
        # Diagnostics

        Every finding has a code, and every code has a page that says what it means and what to do, with an example that
        fails and one that passes. Both are tests. `bin/dagger explain DG0404` prints the page.

        | code | title |
        | --- | --- |
        """
        + Arrays.stream(Code.values())
            .map(code -> "| [%s](%s.md) | %s |\n".formatted(code, code, code.title()))
            .collect(Collectors.joining());
  }
}
