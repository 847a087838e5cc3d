package io.daggers.diagnostic.report;

import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.TextReport;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit's XML, as CI servers read it: a test case per dagger and one for the repository. Errors are
 * the failure of their case, warnings stand in its output.
 */
final class JunitReport {

  private static final String SUITE = "daggers";

  private final Report report;
  private final XMLStreamWriter xml;

  private JunitReport(Report report, XMLStreamWriter xml) {
    this.report = report;
    this.xml = xml;
  }

  static String write(Report report) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      new JunitReport(report, xml).suites();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return out + "\n";
  }

  private void suites() throws XMLStreamException {
    long failures =
        report.daggers().stream().filter(dagger -> fails(dagger.diagnostics())).count()
            + (fails(report.repository()) ? 1 : 0);
    xml.writeStartDocument("UTF-8", "1.0");
    start("testsuites");
    counts(failures);
    start("testsuite");
    counts(failures);
    testCase("repository", "schemas and streams", report.repository());
    for (Report.Subject dagger : report.daggers()) {
      String team = dagger.name().substring(0, dagger.name().indexOf('/'));
      testCase("daggers." + team, dagger.name(), dagger.diagnostics());
    }
    end();
    end();
    xml.writeEndDocument();
  }

  private void counts(long failures) throws XMLStreamException {
    xml.writeAttribute("name", SUITE);
    xml.writeAttribute("tests", Integer.toString(report.daggers().size() + 1));
    xml.writeAttribute("failures", Long.toString(failures));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", "0");
  }

  private void testCase(String className, String name, List<Diagnostic> diagnostics)
      throws XMLStreamException {
    start("testcase");
    xml.writeAttribute("classname", className);
    xml.writeAttribute("name", name);
    xml.writeAttribute("time", "0");
    List<Diagnostic> failures = diagnostics.stream().filter(report::fails).toList();
    if (!failures.isEmpty()) {
      Diagnostic first = failures.get(0);
      String others = failures.size() == 1 ? "" : " (and %d more)".formatted(failures.size() - 1);
      start("failure");
      xml.writeAttribute("type", first.code().toString());
      xml.writeAttribute(
          "message", printable("%s: %s%s".formatted(first.location(), first.message(), others)));
      xml.writeCharacters(text(failures));
      xml.writeEndElement();
    }
    List<Diagnostic> others = diagnostics.stream().filter(d -> !report.fails(d)).toList();
    if (!others.isEmpty()) {
      start("system-out");
      xml.writeCharacters(text(others));
      xml.writeEndElement();
    }
    end();
  }

  private boolean fails(List<Diagnostic> diagnostics) {
    return diagnostics.stream().anyMatch(report::fails);
  }

  private String text(List<Diagnostic> diagnostics) {
    TextReport text = new TextReport(report.linesOf(), false);
    return printable(diagnostics.stream().map(text::print).collect(Collectors.joining("\n")));
  }

  private void start(String element) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(element);
  }

  private void end() throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  /** Without the characters that XML cannot hold, such as those that control a terminal. */
  private static String printable(String text) {
    return text.codePoints()
        .map(c -> isXml(c) ? c : '\ufffd')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }
}
