package io.daggers.definition;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the tests of a dagger: {@code tests/<case>.yaml}. */
public final class TestCaseReader {

  private static final String ENDING = ".yaml";
  private static final String AT = "at";
  private static final String WATERMARK = "watermark";

  private final String file;
  private final Findings findings;

  private TestCaseReader(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  /** The tests that can be read, by name; the others are findings. */
  public static List<TestCase> read(RepositoryFiles files, DaggerName dagger, Findings findings) {
    String folder = dagger.folder() + "/tests";
    List<TestCase> cases = new ArrayList<>();
    for (String file : files.under(folder).keySet()) {
      String name = file.substring(folder.length() + 1);
      if (name.endsWith(ENDING) && name.indexOf('/') < 0) {
        new TestCaseReader(file, findings).read(files).ifPresent(cases::add);
      } else {
        findings.add(
            Diagnostic.warning(
                Code.DG0809,
                Location.startOf(file),
                "this file is not read as a test",
                "tests are the files tests/<case>.yaml of a dagger"));
      }
    }
    return cases;
  }

  private Optional<TestCase> read(RepositoryFiles files) {
    Optional<YamlObject> yaml =
        YamlReader.read(files, file, findings)
            .flatMap(node -> YamlObject.of(node, TestCaseShape.TEST, findings));
    if (yaml.isEmpty()) {
      return Optional.empty();
    }
    YamlObject object = yaml.get();
    List<TestCase.Given> given = new ArrayList<>();
    object.entries("given").forEach(table -> given.addAll(steps(table)));
    List<YamlNode.Mapping> expect = new ArrayList<>();
    object.items("expect").forEach(row -> mapping(row, "an expected row").ifPresent(expect::add));
    Optional<Located<Integer>> late =
        object.parsed("late", "a whole number of at least 0", TestCaseReader::count);
    if (given.isEmpty() && object.node("given").isPresent()) {
      findings.add(
          Diagnostic.error(
              Code.DG0801,
              object.node("given").get().location(),
              "this test gives the query nothing",
              "write at least one row under one of the dagger's tables"));
    }
    given.sort(Comparator.comparingInt(TestCase.Given::at));
    String name = file.substring(file.lastIndexOf('/') + 1, file.length() - ENDING.length());
    return Optional.of(new TestCase(name, file, given, expect, late.orElse(null)));
  }

  private List<TestCase.Given> steps(YamlNode.Entry table) {
    List<TestCase.Given> steps = new ArrayList<>();
    if (!(table.value() instanceof YamlNode.Sequence rows)) {
      findings.add(
          Diagnostic.error(
              Code.DG0104,
              table.value().location(),
              "'%s' must be a list of rows, but this is %s"
                  .formatted(table.key().value(), table.value().kind())));
      return steps;
    }
    int at = 0;
    for (YamlNode item : rows.items()) {
      Optional<YamlNode.Mapping> row = mapping(item, "a row");
      if (row.isEmpty()) {
        continue;
      }
      Optional<YamlNode> place = value(row.get(), AT);
      if (place.isPresent()) {
        at = at(place.get(), at);
      }
      YamlNode.Mapping fields = without(row.get());
      Optional<YamlNode> watermark = value(fields, WATERMARK);
      if (watermark.isPresent() && fields.entries().size() == 1) {
        int now = at;
        time(watermark.get())
            .ifPresent(time -> steps.add(new TestCase.Watermark(table.key(), now, time)));
      } else {
        steps.add(new TestCase.Row(table.key(), at, fields));
      }
    }
    return steps;
  }

  private int at(YamlNode place, int before) {
    try {
      int at = count(((YamlNode.Scalar) place).text());
      if (at < before) {
        findings.add(
            Diagnostic.error(
                Code.DG0806,
                place.location(),
                "'at' goes back from %d to %d within a table".formatted(before, at),
                "rows of one table apply in the order written; 'at' orders them with other tables"));
      }
      return Math.max(at, before);
    } catch (ClassCastException | IllegalArgumentException e) {
      findings.add(
          Diagnostic.error(
              Code.DG0104,
              place.location(),
              "'at' must be a whole number of at least 0, but this is " + place.kind()));
      return before;
    }
  }

  private Optional<Located<Instant>> time(YamlNode node) {
    try {
      return Optional.of(
          new Located<>(Instant.parse(((YamlNode.Scalar) node).text()), node.location()));
    } catch (ClassCastException | java.time.format.DateTimeParseException e) {
      findings.add(
          Diagnostic.error(
              Code.DG0104,
              node.location(),
              "'watermark' must be a time, but this is " + node.kind(),
              "write it like \"2026-01-31T00:00:00Z\""));
      return Optional.empty();
    }
  }

  private Optional<YamlNode.Mapping> mapping(YamlNode node, String what) {
    if (node instanceof YamlNode.Mapping mapping) {
      return Optional.of(mapping);
    }
    findings.add(
        Diagnostic.error(
            Code.DG0104,
            node.location(),
            what + " must be a mapping of names to values, but this is " + node.kind()));
    return Optional.empty();
  }

  private static Optional<YamlNode> value(YamlNode.Mapping mapping, String key) {
    return mapping.entries().stream()
        .filter(entry -> entry.key().value().equals(key))
        .map(YamlNode.Entry::value)
        .findFirst();
  }

  private static YamlNode.Mapping without(YamlNode.Mapping row) {
    return new YamlNode.Mapping(
        row.entries().stream().filter(entry -> !entry.key().value().equals(AT)).toList(),
        row.location());
  }

  private static int count(String text) {
    int number = Integer.parseInt(text);
    if (number < 0) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }
}
