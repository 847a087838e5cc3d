package io.daggers.definition;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a mapping key by key, strictly: a key that its shape does not declare and one that it
 * requires and is not there are findings.
 */
public final class YamlObject {

  private final YamlShape shape;
  private final Location location;
  private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final Findings findings;

  private YamlObject(YamlShape shape, YamlNode.Mapping mapping, Findings findings) {
    this.shape = shape;
    this.location = mapping.location();
    this.findings = findings;
    mapping.entries().forEach(entry -> entries.put(entry.key().value(), entry));
    shape.keys().forEach(key -> known.add(key.name()));
  }

  /** The mapping in a node, checked against its shape; nothing where it is no mapping. */
  public static Optional<YamlObject> of(YamlNode node, YamlShape shape, Findings findings) {
    if (node instanceof YamlNode.Mapping mapping) {
      YamlObject object = new YamlObject(shape, mapping, findings);
      object.refuseOthers();
      shape.keys().stream()
          .filter(key -> key.isRequired() && !object.entries.containsKey(key.name()))
          .filter(key -> !object.isMisspelt(key.name()))
          .forEach(key -> object.missing(key.name()));
      return Optional.of(object);
    }
    findings.add(wrongType(node, shape.what() + " must be a mapping of keys to values"));
    return Optional.empty();
  }

  public Location location() {
    return location;
  }

  /** What is written, in order, known or not. */
  List<YamlNode.Entry> written() {
    return List.copyOf(entries.values());
  }

  public Optional<YamlNode> node(String key) {
    if (!known.contains(key)) {
      throw new IllegalStateException("'" + key + "' is no declared key of " + shape.what());
    }
    return Optional.ofNullable(entries.get(key)).map(YamlNode.Entry::value);
  }

  public Optional<Located<String>> text(String key) {
    return node(key).flatMap(value -> text(key, value));
  }

  public Optional<Located<Integer>> positiveInt(String key) {
    return parsed(
        key,
        "a whole number of at least 1",
        text -> {
          int number = Integer.parseInt(text);
          if (number < 1) {
            throw new IllegalArgumentException(text);
          }
          return number;
        });
  }

  public Optional<Located<Boolean>> bool(String key) {
    return node(key)
        .flatMap(
            value -> {
              if (value instanceof YamlNode.Scalar scalar
                  && scalar.type() == YamlNode.Scalar.Type.BOOLEAN) {
                return Optional.of(
                    new Located<>(Boolean.parseBoolean(scalar.text()), scalar.location()));
              }
              findings.add(wrongType(value, "'" + key + "' must be true or false"));
              return Optional.empty();
            });
  }

  public Optional<Located<Duration>> duration(String key) {
    return parsed(key, "a duration such as 500ms, 30s, 5m or 6h", Durations::parse);
  }

  /** A value read by a parser that throws RuntimeException on what it does not accept. */
  public <T> Optional<Located<T>> parsed(String key, String expected, Function<String, T> parser) {
    return node(key)
        .flatMap(
            value -> {
              if (value instanceof YamlNode.Scalar scalar
                  && scalar.type() != YamlNode.Scalar.Type.NULL) {
                try {
                  return Optional.of(new Located<>(parser.apply(scalar.text()), scalar.location()));
                } catch (RuntimeException e) {
                  // said below, in the words of who wrote the file
                }
              }
              findings.add(wrongType(value, "'" + key + "' must be " + expected));
              return Optional.empty();
            });
  }

  /** The items of a list of texts; empty where the key is absent. */
  public List<Located<String>> texts(String key) {
    List<Located<String>> texts = new ArrayList<>();
    items(key).forEach(item -> text("an item of " + key, item).ifPresent(texts::add));
    return texts;
  }

  /** The items of a list; empty where the key is absent. */
  public List<YamlNode> items(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    findings.add(wrongType(node.get(), "'" + key + "' must be a list: [a, b]"));
    return List.of();
  }

  /** The entries of a mapping with free keys; empty where the key is absent. */
  public List<YamlNode.Entry> entries(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof YamlNode.Mapping mapping) {
      return mapping.entries();
    }
    findings.add(wrongType(node.get(), "'" + key + "' must be a mapping of names to values"));
    return List.of();
  }

  /** A mapping of free keys to texts, in order of writing; empty where the key is absent. */
  public Map<String, String> textsByName(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (YamlNode.Entry entry : entries(key)) {
      text(entry.key().value(), entry.value())
          .ifPresent(text -> texts.put(entry.key().value(), text.value()));
    }
    return texts;
  }

  public Optional<YamlObject> object(String key) {
    YamlShape inner = shape.inner(key).named("'" + key + "'");
    return node(key).flatMap(value -> of(value, inner, findings));
  }

  /** Whether an unknown key is taken for this one, so that a finding has named it already. */
  private boolean isMisspelt(String key) {
    return entries.keySet().stream()
        .filter(written -> !known.contains(written))
        .anyMatch(written -> Spelling.nearest(written, known).filter(key::equals).isPresent());
  }

  private void refuseOthers() {
    for (YamlNode.Entry entry : entries.values()) {
      String key = entry.key().value();
      if (!known.contains(key)) {
        findings.add(
            Diagnostic.error(
                Code.DG0102,
                entry.key().location(),
                "'" + key + "' is not a key of " + shape.what(),
                Spelling.suggest(key, known, "known keys")));
      }
    }
  }

  private void missing(String key) {
    findings.add(
        Diagnostic.error(
            Code.DG0105,
            location,
            shape.what() + " needs the key '" + key + "'",
            "add '" + key + ":'"));
  }

  private Optional<Located<String>> text(String key, YamlNode value) {
    if (value instanceof YamlNode.Scalar scalar
        && scalar.type() != YamlNode.Scalar.Type.NULL
        && !scalar.text().isBlank()) {
      return Optional.of(new Located<>(scalar.text(), scalar.location()));
    }
    findings.add(wrongType(value, "'" + key + "' must be a text"));
    return Optional.empty();
  }

  private static Diagnostic wrongType(YamlNode value, String expected) {
    return Diagnostic.error(
        Code.DG0104, value.location(), expected + ", but this is " + value.kind());
  }
}
