package io.daggers.sql.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What may stand in a query, and why the rest may not. What is on neither side is refused too, and
 * a test sees to it that there is no such thing in the Flink that is built against.
 */
public final class AllowList {

  /** Classes of nodes, by their full name. */
  public static final AllowList NODES = read("nodes.txt");

  /** Kinds of nodes, by their name. */
  public static final AllowList KINDS = read("kinds.txt");

  /** Functions and operators of Flink, by their name in capitals. */
  public static final AllowList FUNCTIONS = read("functions.txt");

  private final Set<String> allowed = new TreeSet<>();
  private final Map<String, String> refused = new TreeMap<>();

  private AllowList() {}

  public boolean allows(String name) {
    return allowed.contains(name);
  }

  /** Whether it stands on one of the two sides. */
  public boolean knows(String name) {
    return allowed.contains(name) || refused.containsKey(name);
  }

  /** Why it may not be used; nothing where it may, or where it is not known. */
  public Optional<String> refusal(String name) {
    return Optional.ofNullable(refused.get(name));
  }

  public Set<String> allowed() {
    return Set.copyOf(allowed);
  }

  /** What is on either side, with its verdict: {@code allow} or {@code refuse}. */
  public Map<String, String> verdicts() {
    Map<String, String> verdicts = new LinkedHashMap<>();
    allowed.forEach(name -> verdicts.put(name, "allow"));
    refused.keySet().forEach(name -> verdicts.put(name, "refuse"));
    return verdicts;
  }

  private static AllowList read(String resource) {
    AllowList list = new AllowList();
    for (String line : lines(resource)) {
      if (line.startsWith("allow ")) {
        list.allowed.add(line.substring("allow ".length()));
      } else if (line.startsWith("refuse ")) {
        int colon = line.indexOf(": ");
        list.refused.put(line.substring("refuse ".length(), colon), line.substring(colon + 2));
      } else if (!line.startsWith("#")) {
        throw new IllegalStateException("neither allow nor refuse in " + resource + ": " + line);
      }
    }
    return list;
  }

  private static List<String> lines(String resource) {
    try (InputStream in = AllowList.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
