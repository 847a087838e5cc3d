package io.daggers.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever an analyst mistypes, the findings are written for an analyst. */
class MutatedQueriesTest {

  private static final long SEED = 20261124;
  private static final int MUTATIONS = 300;
  private static final Pattern TOKEN = Pattern.compile("\\w+|'[^']*'|\\s+|.");

  /** What only a programmer of Flink's would understand. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "org\\.|java\\.|Exception|\\bSql[A-Z]|\\bRel[A-Z]|Logical[A-Z]|RexNode|2147483647"
              + "|CHARACTER SET|_UTF-16LE|EXPR\\$|\\$\\w|RecordType|rel#|Was expecting");

  private static final String YAML =
      """
      description: A case
      sources:
        bookings: rides.booking.v1.BookingEvent
      sink:
        influx:
          measurement: completed_bookings
          time: window_start
          tags: [city]
          fields: [bookings]
      """;
  private static final List<String> QUERIES =
      List.of(
          """
          SELECT window_start, UPPER(city) AS city, COUNT(*) AS bookings
          FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
          WHERE status = 'COMPLETED' AND pickup.latitude > 0.5
          GROUP BY window_start, window_end, city
          HAVING COUNT(*) > 2
          """,
          """
          WITH done AS (
            SELECT rowtime, order_number, city FROM bookings WHERE status IN ('COMPLETED', 'CANCELLED')
          )
          SELECT d.rowtime AS window_start, COALESCE(d.city, 'none') AS city,
            CASE WHEN b.fare.total > 10 THEN 1 ELSE 0 END AS bookings
          FROM done AS d
          JOIN bookings AS b
            ON d.order_number = b.order_number
            AND d.rowtime BETWEEN b.rowtime - INTERVAL '5' MINUTE AND b.rowtime
          """,
          """
          SELECT window_start, city, bookings FROM (
            SELECT *, ROW_NUMBER() OVER (
              PARTITION BY window_start, window_end ORDER BY bookings DESC) AS place
            FROM (
              SELECT window_start, window_end, city, SUM(fare.tip) AS bookings
              FROM TABLE(HOP(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE, INTERVAL '5' MINUTE))
              GROUP BY window_start, window_end, city)
          ) WHERE place <= 3
          """);

  @Test
  void noFindingShowsWhatOnlyAProgrammerOfFlinkUnderstands() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    RepositoryFiles.read(Path.of("src/test/resources/world")).contents().forEach(files::put);
    Random random = new Random(SEED);
    for (int i = 0; i < MUTATIONS; i++) {
      String folder = "daggers/cases/m%03d/".formatted(i);
      String query = mutate(QUERIES.get(i % QUERIES.size()), random);
      files.put(folder + "dagger.yaml", YAML.getBytes(StandardCharsets.UTF_8));
      files.put(folder + "query.sql", query.getBytes(StandardCharsets.UTF_8));
    }

    List<Verdict> verdicts = Validator.judge(RepositoryFiles.of(files)).verdicts();

    assertThat(verdicts).hasSize(MUTATIONS);
    assertThat(verdicts).filteredOn(Verdict.Rejected.class::isInstance).hasSizeGreaterThan(200);
    for (Verdict verdict : verdicts) {
      String query =
          new String(files.get(verdict.name().folder() + "/query.sql"), StandardCharsets.UTF_8);
      for (Diagnostic diagnostic : verdict.diagnostics()) {
        String text = diagnostic.message() + "\n" + diagnostic.help().orElse("");
        assertThat(diagnostic.code()).as(query + text).isNotEqualTo(Code.DG0001);
        assertThat(FOREIGN.matcher(text).find()).as(query + text).isFalse();
      }
    }
  }

  /** One or two tokens less, more, swapped or misspelt. */
  private static String mutate(String query, Random random) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(query);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    int times = 1 + random.nextInt(2);
    for (int i = 0; i < times; i++) {
      int at = random.nextInt(tokens.size());
      int other = random.nextInt(tokens.size());
      switch (random.nextInt(5)) {
        case 0 -> tokens.set(at, " ");
        case 1 -> Collections.swap(tokens, at, other);
        case 2 -> tokens.add(at, " " + tokens.get(other) + " ");
        case 3 -> tokens.set(at, tokens.get(other));
        default -> tokens.set(at, misspell(tokens.get(at), random));
      }
    }
    return String.join("", tokens);
  }

  private static String misspell(String token, Random random) {
    if (token.length() < 3) {
      return token + token;
    }
    int at = random.nextInt(token.length() - 1);
    return token.substring(0, at)
        + token.charAt(at + 1)
        + token.charAt(at)
        + token.substring(at + 2);
  }
}
