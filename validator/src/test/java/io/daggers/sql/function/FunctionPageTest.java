package io.daggers.sql.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/functions.md} says what the functions say of themselves. Run with {@code
 * -Dupdate=true} to rewrite it.
 */
class FunctionPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("daggers.root")).resolve("docs/functions.md");

  @Test
  void thePageIsCurrent() throws IOException {
    String expected = page();
    if (Boolean.getBoolean("update")) {
      Files.writeString(PAGE, expected);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(expected);
  }

  @Test
  void everyFunctionSaysWhatItDoesAndShowsIt() {
    assertThat(Functions.descriptions())
        .allSatisfy(
            function -> {
              assertThat(function.name()).matches("[A-Z][A-Z0-9_]+");
              assertThat(function.form()).startsWith(function.name() + "(");
              assertThat(function.does()).endsWith(".");
              assertThat(function.nulls()).isNotBlank().doesNotEndWith(".");
              assertThat(function.examples()).isNotEmpty();
            });
  }

  private static String page() throws IOException {
    StringBuilder page = new StringBuilder(text("page-start.md"));
    for (Topic topic : Topic.values()) {
      page.append("\n## ").append(topic.title()).append('\n');
      Functions.descriptions().stream()
          .filter(function -> function.topic() == topic)
          .forEach(function -> page.append(entry(function)));
    }
    return page.append('\n').append(text("page-end.md")).toString();
  }

  private static String entry(Described function) {
    List<String> rules =
        Arrays.stream(function.arguments())
            .filter(argument -> argument != Argument.ANYTHING)
            .distinct()
            .map(FunctionPageTest::rule)
            .toList();
    return "\n### %s\n\n`%s` gives %s\n\n%s\n\nNULL: %s.\n%s\n```sql\n%s\n```\n"
        .formatted(
            function.name(),
            function.form(),
            function.gives().contains("<") ? "`" + function.gives() + "`" : function.gives(),
            function.does(),
            function.nulls(),
            rules.isEmpty() ? "" : "\nArguments: " + String.join("; ", rules) + ".\n",
            Arrays.stream(function.examples())
                .map(FunctionPageTest::example)
                .collect(Collectors.joining("\n")));
  }

  private static String rule(Argument argument) {
    return argument.rule() + (argument.isConstant() ? ", and a constant" : "");
  }

  private static String example(Example example) {
    return example.from().isEmpty()
        ? "%s  -- %s".formatted(example.sql(), example.result())
        : "SELECT %s  -- %s\nFROM %s".formatted(example.sql(), example.result(), example.from());
  }

  private static String text(String name) throws IOException {
    return new String(
        FunctionPageTest.class.getResourceAsStream(name).readAllBytes(), StandardCharsets.UTF_8);
  }
}
