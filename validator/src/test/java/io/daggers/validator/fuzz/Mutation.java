package io.daggers.validator.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Small damage to a text, of the kinds that people, editors and attackers do. */
enum Mutation {
  SWAP_TOKENS {
    @Override
    void apply(List<String> tokens, List<String> other, Random random) {
      int a = random.nextInt(tokens.size());
      int b = random.nextInt(tokens.size());
      String kept = tokens.get(a);
      tokens.set(a, tokens.get(b));
      tokens.set(b, kept);
    }
  },
  DELETE_TOKENS {
    @Override
    void apply(List<String> tokens, List<String> other, Random random) {
      int from = random.nextInt(tokens.size());
      int to = Math.min(tokens.size(), from + 1 + random.nextInt(4));
      tokens.subList(from, to).clear();
    }
  },
  DUPLICATE_TOKENS {
    @Override
    void apply(List<String> tokens, List<String> other, Random random) {
      int from = random.nextInt(tokens.size());
      int to = Math.min(tokens.size(), from + 1 + random.nextInt(12));
      tokens.addAll(from, List.copyOf(tokens.subList(from, to)));
    }
  },
  SPLICE {
    @Override
    void apply(List<String> tokens, List<String> other, Random random) {
      int from = random.nextInt(other.size());
      int to = Math.min(other.size(), from + 1 + random.nextInt(30));
      int at = random.nextInt(tokens.size());
      int end = Math.min(tokens.size(), at + random.nextInt(10));
      tokens.subList(at, end).clear();
      tokens.addAll(at, other.subList(from, to));
    }
  },
  REPLACE_TOKEN {
    @Override
    void apply(List<String> tokens, List<String> other, Random random) {
      tokens.set(random.nextInt(tokens.size()), WORDS.get(random.nextInt(WORDS.size())));
    }
  },
  MISSPELL {
    @Override
    void apply(List<String> tokens, List<String> other, Random random) {
      int at = random.nextInt(tokens.size());
      StringBuilder word = new StringBuilder(tokens.get(at));
      if (word.isEmpty()) {
        return;
      }
      int letter = random.nextInt(word.length());
      switch (random.nextInt(3)) {
        case 0 -> word.deleteCharAt(letter);
        case 1 -> word.insert(letter, word.charAt(letter));
        default -> word.setCharAt(letter, (char) (' ' + random.nextInt(95)));
      }
      tokens.set(at, word.toString());
    }
  },
  REPLACE_NAME {
    @Override
    void apply(List<String> tokens, List<String> other, Random random) {
      List<String> names = other.stream().filter(token -> token.matches("[a-z_]\\w*")).toList();
      int at = random.nextInt(tokens.size());
      while (at < tokens.size() && !tokens.get(at).matches("[a-z_]\\w*")) {
        at++;
      }
      if (at < tokens.size() && !names.isEmpty()) {
        tokens.set(at, names.get(random.nextInt(names.size())));
      }
    }
  },
  NEST {
    @Override
    void apply(List<String> tokens, List<String> other, Random random) {
      int depth = 1 + random.nextInt(random.nextInt(10) == 0 ? 2_000 : 60);
      String open = random.nextBoolean() ? "(" : random.nextBoolean() ? "[" : "{a: ";
      String close = open.equals("(") ? ")" : open.equals("[") ? "]" : "}";
      int at = random.nextInt(tokens.size());
      tokens.set(at, open.repeat(depth) + tokens.get(at) + close.repeat(depth));
    }
  },
  UNICODE {
    @Override
    void apply(List<String> tokens, List<String> other, Random random) {
      int at = random.nextInt(tokens.size());
      int c = random.nextBoolean() ? random.nextInt(0x20_00) : random.nextInt(0x11_0000);
      tokens.set(at, tokens.get(at) + Character.toString(c));
    }
  },
  REPEAT {
    @Override
    void apply(List<String> tokens, List<String> other, Random random) {
      int at = random.nextInt(tokens.size());
      tokens.set(at, tokens.get(at).repeat(1 + random.nextInt(200)));
    }
  };

  /** What means something to the planner or to a YAML reader, or nearly does. */
  private static final List<String> WORDS =
      List.of(
          "SELECT",
          "FROM",
          "WHERE",
          "JOIN",
          "ON",
          "NULL",
          "NOT",
          "IN",
          "EXISTS",
          "CASE",
          "END",
          "OVER",
          "PARTITION",
          "ORDER",
          "BY",
          "UNNEST",
          "LATERAL",
          "TABLE",
          "ROW",
          "ARRAY",
          "MAP",
          "CAST",
          "AS",
          "INTERVAL",
          "DISTINCT",
          "UNION",
          "ALL",
          "EXCEPT",
          "VALUES",
          "WITH",
          "LIMIT",
          "MATCH_RECOGNIZE",
          "PROCTIME()",
          "NOW()",
          "UUID()",
          "RAND()",
          "COUNT(*)",
          "JSON_VALUE",
          "REGEXP_REPLACE",
          "TUMBLE",
          "HOP",
          "SESSION",
          "CUMULATE",
          "DESCRIPTOR(rowtime)",
          "DESCRIPTOR(city)",
          "rowtime",
          "window_start",
          "window_end",
          "window_time",
          "city",
          "status",
          "bookings",
          "*",
          "''",
          "'x'",
          "1",
          "0",
          "1e999",
          "99999999999999999999",
          "1/0",
          "CAST('abc' AS INT)",
          "DATE '2026-02-30'",
          "TIMESTAMP '0000-00-00 00:00:00'",
          "/*+ x */",
          "/*",
          "--",
          ";",
          "??",
          "`",
          "\"",
          "'",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "|",
          ">",
          "&a",
          "*a",
          "!!x",
          "%",
          "@",
          "#",
          "~",
          "null",
          "true",
          "-1",
          "1h",
          "production",
          "earliest",
          "time",
          "S2_ID(1.0, 2.0, 12)",
          "S2_ID('a')",
          "REPEAT('abcdefghij', 10000)",
          "ELEMENT",
          "MULTISET",
          "GROUPING SETS ((city), ())",
          "CUBE(city)",
          "FIRST_VALUE(city)",
          "LAG(city)",
          "OFFSET 1",
          "FOR SYSTEM_TIME AS OF PROCTIME()",
          "TRY_CAST(city AS ROW<a INT>)",
          "LISTAGG(city)",
          "PIVOT",
          "TABLESAMPLE BERNOULLI (10)",
          "QUALIFY",
          "COLLECT(city)",
          "IS JSON",
          "CEIL(rowtime TO DAY)",
          "EXTRACT(DOW FROM rowtime)",
          "PERCENTILE(1, 0.5)",
          "SPLIT(city, ',')");

  /** What often leaves a text that parses, so that later stages see something too. */
  private static final List<Mutation> GENTLE =
      List.of(REPLACE_NAME, REPLACE_NAME, REPLACE_TOKEN, MISSPELL, NEST);

  private static final Pattern TOKEN = Pattern.compile("\\w+|\\s+|[^\\w\\s]");

  abstract void apply(List<String> tokens, List<String> other, Random random);

  /**
   * @param other a text to take parts of
   */
  static byte[] mutate(String text, String other, Random random) {
    List<String> tokens = tokens(text);
    List<String> others = tokens(other);
    boolean gentle = random.nextInt(10) < 6;
    for (int i = gentle ? 1 : 1 + random.nextInt(3); i > 0; i--) {
      if (tokens.isEmpty()) {
        tokens.add("");
      }
      Mutation mutation =
          gentle
              ? GENTLE.get(random.nextInt(GENTLE.size()))
              : values()[random.nextInt(values().length)];
      mutation.apply(tokens, others, random);
    }
    byte[] bytes = String.join("", tokens).getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(20) == 0 && bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    for (Matcher matcher = TOKEN.matcher(text); matcher.find(); ) {
      tokens.add(matcher.group());
    }
    return tokens.isEmpty() ? new ArrayList<>(List.of("x")) : tokens;
  }
}
