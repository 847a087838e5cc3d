package io.daggers.agent.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Prometheus' text format, version 0.0.4, as strictly as it is written. */
final class ExpositionReader {

  private static final String NAME = "[a-z][a-z0-9_]*";
  private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (\\S.*)");
  private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME + ") (gauge|histogram)");
  private static final String LABEL = NAME + "=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final Pattern SAMPLE =
      Pattern.compile("(" + NAME + ")(?:\\{(" + LABEL + "(?:," + LABEL + ")*)})? (\\S+)");
  private static final Pattern OF_HISTOGRAM = Pattern.compile("_(bucket|sum|count)$");

  private final Map<String, Family> families = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();

  record Family(String name, String help, String type, List<Sample> samples) {}

  record Sample(String name, String labels, double value) {}

  private ExpositionReader() {}

  /** By name, in the order of the text. */
  static Map<String, Family> read(String text) {
    assertThat(text).endsWith("\n").doesNotContain("\r");
    ExpositionReader reader = new ExpositionReader();
    List<String> lines = text.lines().toList();
    int next = 0;
    while (next < lines.size()) {
      next = reader.family(lines, next);
    }
    reader.families.values().forEach(ExpositionReader::check);
    return reader.families;
  }

  /** Returns where the next one begins. */
  private int family(List<String> lines, int begin) {
    Matcher help = matched(HELP, lines.get(begin));
    Matcher type = matched(TYPE, lines.get(begin + 1));
    String name = help.group(1);
    assertThat(type.group(1)).isEqualTo(name);
    List<Sample> samples = new ArrayList<>();
    int next = begin + 2;
    while (next < lines.size() && !lines.get(next).startsWith("#")) {
      Matcher sample = matched(SAMPLE, lines.get(next));
      assertThat(seen.add(sample.group(1) + "{" + sample.group(2))).as(lines.get(next)).isTrue();
      samples.add(
          new Sample(
              sample.group(1),
              String.valueOf(sample.group(2)),
              Double.parseDouble(sample.group(3))));
      next++;
    }
    Family family = new Family(name, help.group(2), type.group(2), samples);
    assertThat(families.put(name, family)).as("a second %s", name).isNull();
    return next;
  }

  private static void check(Family family) {
    boolean histogram = family.type.equals("histogram");
    for (Sample sample : family.samples) {
      String name = histogram ? OF_HISTOGRAM.matcher(sample.name).replaceFirst("") : sample.name;
      assertThat(name).isEqualTo(family.name);
      assertThat(sample.name.equals(family.name)).isNotEqualTo(histogram);
    }
    if (histogram) {
      List<Sample> buckets =
          family.samples.stream().filter(sample -> sample.name.endsWith("_bucket")).toList();
      assertThat(buckets).isSortedAccordingTo((a, b) -> Double.compare(a.value, b.value));
      Sample last = buckets.get(buckets.size() - 1);
      assertThat(last.labels).isEqualTo("le=\"+Inf\"");
      assertThat(family.samples)
          .filteredOn(sample -> sample.name.endsWith("_count"))
          .extracting(Sample::value)
          .containsExactly(last.value);
    }
  }

  private static Matcher matched(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    return matcher;
  }
}
