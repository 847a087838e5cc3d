package io.daggers.definition;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Reads YAML into nodes that know their places. Anchors, aliases and tags are refused: a definition
 * says what it means where it stands.
 */
public final class YamlReader {

  /** A repository's streams by the thousand fit; reading as much takes a moment. */
  private static final int MAX_BYTES = 1 << 20;

  private static final int MAX_DEPTH = 50;

  private static final YAMLFactory FACTORY = YAMLFactory.builder().loaderOptions(limits()).build();

  private final String file;
  private final Findings findings;
  private final YAMLParser parser;
  private int depth;

  private YamlReader(String file, Findings findings, YAMLParser parser) {
    this.file = file;
    this.findings = findings;
    this.parser = parser;
  }

  /** The document in a file, or nothing where it is missing or not YAML; then a finding says so. */
  public static Optional<YamlNode> read(RepositoryFiles files, String file, Findings findings) {
    return SourceText.read(files, file, MAX_BYTES, null, findings)
        .flatMap(text -> parse(text, file, findings));
  }

  /** The document in a text, or nothing where it is not YAML; then a finding says so. */
  public static Optional<YamlNode> parse(String text, String file, Findings findings) {
    try (YAMLParser parser = FACTORY.createParser(text)) {
      YamlReader reader = new YamlReader(file, findings, parser);
      if (parser.nextToken() == null) {
        return Optional.of(
            new YamlNode.Scalar("", YamlNode.Scalar.Type.NULL, Location.startOf(file)));
      }
      YamlNode document = reader.node();
      if (parser.nextToken() != null) {
        findings.add(
            Diagnostic.error(
                Code.DG0101, reader.here(), "a second YAML document", "keep one per file"));
        return Optional.empty();
      }
      return Optional.of(document);
    } catch (JacksonException e) {
      findings.add(syntaxError(e, text, file));
      return Optional.empty();
    } catch (TooDeepException e) {
      findings.add(
          Diagnostic.error(
              Code.DG0101,
              e.location,
              "this is nested more than %d deep".formatted(MAX_DEPTH),
              "nothing here needs so many brackets or so much indentation"));
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private YamlNode node() throws IOException {
    refuseReferences();
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping();
      case START_ARRAY -> sequence();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(YamlNode.Scalar.Type.NUMBER);
      case VALUE_TRUE, VALUE_FALSE -> scalar(YamlNode.Scalar.Type.BOOLEAN);
      case VALUE_NULL -> scalar(YamlNode.Scalar.Type.NULL);
      default -> scalar(YamlNode.Scalar.Type.TEXT);
    };
  }

  private YamlNode mapping() throws IOException {
    Location start = enter();
    List<YamlNode.Entry> entries = new ArrayList<>();
    Map<String, Location> seen = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Located<String> key = new Located<>(parser.currentName(), here());
      parser.nextToken();
      YamlNode value = node();
      Location first = seen.putIfAbsent(key.value(), key.location());
      if (first == null) {
        entries.add(new YamlNode.Entry(key, value));
      } else {
        findings.add(
            Diagnostic.error(
                Code.DG0103,
                key.location(),
                "the key '" + key.value() + "' is written twice",
                "it is already on line " + first.line() + "; remove one of the two"));
      }
    }
    depth--;
    return new YamlNode.Mapping(entries, start);
  }

  private YamlNode sequence() throws IOException {
    Location start = enter();
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    depth--;
    return new YamlNode.Sequence(items, start);
  }

  private Location enter() throws TooDeepException {
    if (++depth > MAX_DEPTH) {
      throw new TooDeepException(here());
    }
    return here();
  }

  private static final class TooDeepException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Location location;

    TooDeepException(Location location) {
      this.location = location;
    }
  }

  private YamlNode scalar(YamlNode.Scalar.Type type) throws IOException {
    return new YamlNode.Scalar(parser.getText(), type, here());
  }

  private void refuseReferences() throws IOException {
    String feature =
        parser.isCurrentAlias()
            ? "an alias (*)"
            : parser.getObjectId() != null
                ? "an anchor (&)"
                : parser.getTypeId() != null ? "a tag (!)" : null;
    if (feature != null) {
      findings.add(
          Diagnostic.error(
              Code.DG0106,
              here(),
              feature + " is not allowed here",
              "write the value out where it is used"));
    }
  }

  /** The range of the current token; a scalar that spans lines is cut at its first. */
  private Location here() {
    JsonLocation start = parser.currentTokenLocation();
    JsonLocation end = parser.currentLocation();
    int line = Math.max(1, start.getLineNr());
    int column = Math.max(1, start.getColumnNr());
    boolean oneLine = end.getLineNr() == line && end.getColumnNr() > column;
    return new Location(file, line, column, line, oneLine ? end.getColumnNr() - 1 : column);
  }

  private static Diagnostic syntaxError(JacksonException e, String text, String file) {
    JsonLocation at = e.getLocation();
    Location location =
        at == null || at.getLineNr() < 1
            ? Location.startOf(file)
            : Location.at(file, at.getLineNr(), Math.max(1, at.getColumnNr()));
    String reason = e.getOriginalMessage().lines().findFirst().orElse("").strip();
    Optional<Location> tab = tab(text, file, location.line());
    if (reason.startsWith("while scanning for the next token") && tab.isPresent()) {
      return Diagnostic.error(
          Code.DG0101,
          tab.get(),
          "this is not valid YAML: a tab",
          "YAML is indented with spaces: write spaces in its place");
    }
    if (reason.startsWith("Expected a field name")) {
      reason = "a key must be a text";
    } else if (reason.startsWith("while parsing a block")) {
      reason = "this is indented otherwise than the lines it belongs to, or a sign is missing";
    }
    return Diagnostic.error(
        Code.DG0101,
        location,
        "this is not valid YAML: " + reason,
        "check the indentation, and quote text that holds ': ' or begins with a special character");
  }

  /** The first tab before other text, on a line or the one after it. */
  private static Optional<Location> tab(String text, String file, int line) {
    List<String> lines = text.lines().toList();
    for (int i = line - 1; i <= line && i < lines.size(); i++) {
      String written = lines.get(i);
      int at = written.indexOf('\t');
      if (at >= 0 && written.substring(0, at).isBlank()) {
        return Optional.of(Location.at(file, i + 1, at + 1));
      }
    }
    return Optional.empty();
  }

  private static LoaderOptions limits() {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MAX_BYTES);
    limits.setMaxAliasesForCollections(0);
    return limits;
  }
}
