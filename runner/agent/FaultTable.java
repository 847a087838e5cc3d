import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Prints what became of each fault that docs/operate.md promises something for, by the reports of
 * the tests it names: {@code java FaultTable.java PAGE REPORTS...}. Ends with 1 where one of them
 * did not pass, or was not run.
 */
final class FaultTable {

  private static final String HEADING = "### What fails on YARN";
  private static final Pattern TEST = Pattern.compile("`(\\w+IT\\.\\w+)`");

  private record Row(String fault, List<String> tests) {}

  private record Outcome(String word, double seconds) {}

  public static void main(String[] args) throws Exception {
    Map<String, Outcome> outcomes = new TreeMap<>();
    for (int i = 1; i < args.length; i++) {
      outcomes.putAll(outcomes(Path.of(args[i])));
    }
    List<Row> rows = rows(Files.readString(Path.of(args[0])));
    boolean good = !rows.isEmpty();
    System.out.printf("%n%-70s %-8s %6s  %s%n", "fault", "result", "s", "test");
    for (Row row : rows) {
      for (String test : row.tests()) {
        Outcome outcome = outcomes.getOrDefault(test, new Outcome("NOT RUN", 0));
        good &= outcome.word().equals("passed");
        System.out.printf(
            "%-70s %-8s %6.0f  %s%n", row.fault(), outcome.word(), outcome.seconds(), test);
      }
    }
    long passed = outcomes.values().stream().filter(o -> o.word().equals("passed")).count();
    System.out.printf("%nof all %d tests of this run, %d passed%n", outcomes.size(), passed);
    System.exit(good && passed == outcomes.size() ? 0 : 1);
  }

  private static List<Row> rows(String page) {
    List<Row> rows = new ArrayList<>();
    String section = page.substring(page.indexOf(HEADING) + HEADING.length()).split("\n### ")[0];
    for (String line : section.lines().filter(each -> each.startsWith("| ")).skip(2).toList()) {
      String[] cells = line.split("\\|");
      List<String> tests =
          TEST.matcher(cells[3]).results().map((MatchResult found) -> found.group(1)).toList();
      rows.add(
          new Row(
              cells[1].strip(),
              tests.isEmpty() ? rows.get(rows.size() - 1).tests() : tests));
    }
    return rows;
  }

  private static Map<String, Outcome> outcomes(Path folder) throws Exception {
    Map<String, Outcome> outcomes = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".xml")).toList()) {
        outcomes.putAll(read(file));
      }
    }
    return outcomes;
  }

  private static Map<String, Outcome> read(Path file) throws Exception {
    NodeList cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getElementsByTagName("testcase");
    Map<String, Outcome> outcomes = new TreeMap<>();
    IntStream.range(0, cases.getLength())
        .mapToObj(i -> (Element) cases.item(i))
        .forEach(each -> outcomes.put(name(each), outcome(each)));
    return outcomes;
  }

  private static String name(Element test) {
    String type = test.getAttribute("classname");
    return type.substring(type.lastIndexOf('.') + 1) + "." + test.getAttribute("name");
  }

  private static Outcome outcome(Element test) {
    boolean failed = has(test, "failure") || has(test, "error");
    String word = failed ? "FAILED" : has(test, "skipped") ? "SKIPPED" : "passed";
    return new Outcome(word, Double.parseDouble(test.getAttribute("time").replace(",", "")));
  }

  private static boolean has(Element test, String tag) {
    return test.getElementsByTagName(tag).getLength() > 0;
  }
}
