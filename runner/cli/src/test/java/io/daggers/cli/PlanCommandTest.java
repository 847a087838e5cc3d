package io.daggers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.daggers.cli.Repositories.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of changes to a real git repository. */
class PlanCommandTest {

  private static final Path GOLDEN = Path.of("src/test/resources/plan/pull-request.md");
  private static final String YAML =
      """
      description: A case
      sources:
        bookings: rides.booking.v1.BookingEvent
      sink:
        influx:
          measurement: bookings_of_%s
          time: window_start
          tags: [city]
          fields: [bookings]
      """;
  private static final String SQL =
      """
      SELECT window_start, city, COUNT(*) AS bookings
      FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
      WHERE status = 'COMPLETED'
      GROUP BY window_start, window_end, city
      """;
  private static final String ENVIRONMENT =
      """
      platform: embedded
      kafka:
        mainstream: {bootstrap_servers: "127.0.0.1:9092"}
        food: {bootstrap_servers: "127.0.0.1:9093"}
      influx:
        default: {url: "http://127.0.0.1:8086"}
      checkpoints: file:///checkpoints
      savepoints: file:///savepoints
      """;

  @TempDir Path root;

  @BeforeEach
  void copySchemas() throws IOException {
    Repositories.copySchemas(root);
  }

  @Test
  void writesACommentForAPullRequestOfManyKinds() throws Exception {
    for (String name :
        new String[] {"gone", "longer", "same", "sessions", "wider", "worded", "wrong"}) {
      dagger(name, "", SQL);
    }
    environment("production");
    environment("staging");
    Repositories.commit(root);
    Files.delete(root.resolve("daggers/transport/gone/query.sql"));
    Files.delete(root.resolve("daggers/transport/gone/dagger.yaml"));
    Files.delete(root.resolve("daggers/transport/gone"));
    dagger("longer", "", SQL.replace("'1' MINUTE", "'5' MINUTE"));
    dagger("sessions", "", SQL.replaceFirst("TUMBLE(.*), D", "SESSION$1 PARTITION BY city, D"));
    dagger("wider", "in: {production: {parallelism: 4}}\n", SQL);
    dagger("worded", "alerts: {freshness: 5m}\n", SQL.replace("city\n", "city HAVING TRUE\n"));
    dagger("wrong", "", SQL.replace("status", "</pre><b>@everyone</b>"));
    dagger("added", "", SQL);

    Answer answer =
        Repositories.run(
            "plan", "--base", "HEAD", "--root", root.toString(), "--output", "markdown");

    if (Boolean.getBoolean("update")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, answer.out());
    }
    assertThat(answer.exitCode()).as(answer.err()).isEqualTo(1);
    assertThat(answer.out()).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void endsWithZeroWhereNothingMustBeMendedAndSaysItInJson() throws Exception {
    dagger("one", "", SQL);
    Repositories.commit(root);
    dagger("one", "parallelism: 2\n", SQL);

    Answer answer =
        Repositories.run("plan", "--base", "main", "--root", root.toString(), "--output", "json");

    assertThat(answer.exitCode()).as(answer.err()).isZero();
    JsonNode dagger = new ObjectMapper().readTree(answer.out()).get("daggers").get(0);
    assertThat(dagger.get("name").asText()).isEqualTo("transport/one");
    assertThat(dagger.get("verdict").asText()).isEqualTo("rescale");
    assertThat(dagger.get("environment").asText()).isEmpty();
    assertThat(dagger.get("state"))
        .hasSize(3)
        .allSatisfy(part -> assertThat(part.get("fate").asText()).isEqualTo("kept"));
  }

  @Test
  void endsWithTwoWithoutABaseAndWithThreeWhereItIsUnknown() throws Exception {
    dagger("one", "", SQL);
    Repositories.commit(root);

    assertThat(Repositories.run("plan", "--root", root.toString()).exitCode()).isEqualTo(2);
    Answer unknown = Repositories.run("plan", "--base", "origin/main", "--root", root.toString());
    assertThat(unknown.exitCode()).isEqualTo(3);
    assertThat(unknown.err()).contains("there is no revision 'origin/main'", "git fetch");
  }

  @Test
  void validateFindsWhatBreaksReadersOfTheBase() throws Exception {
    dagger("one", "", SQL);
    Repositories.commit(root);
    Path proto = root.resolve("schemas/rides/payment/v1/payment.proto");
    Files.writeString(proto, Files.readString(proto).replace("double amount", "float amount"));

    Answer answer = Repositories.run("validate", "--base", "HEAD", "--root", root.toString());
    Answer without = Repositories.run("validate", "--root", root.toString());

    assertThat(answer.exitCode()).as(answer.out()).isEqualTo(1);
    assertThat(answer.out()).contains("DG0701", "schemas/rides/payment/v1/payment.proto:");
    assertThat(without.exitCode()).isZero();
  }

  @Test
  void impactSaysWhichDaggersNewSchemasBreak(@TempDir Path schemas) throws Exception {
    dagger("broken", "", SQL.replace("'COMPLETED'", "'COMPLETED' AND customer_id <> ''"));
    dagger("redeployed", "", SQL);
    Repositories.copySchemas(schemas);
    Path proto = schemas.resolve("schemas/rides/booking/v1/booking.proto");
    Files.writeString(
        proto, Files.readString(proto).replace("string customer_id = 7;", "reserved 7;"));

    Answer answer =
        Repositories.run(
            "impact",
            "--schemas-old",
            root.resolve("schemas").toString(),
            "--schemas-new",
            schemas.resolve("schemas").toString(),
            "--root",
            root.toString());

    assertThat(answer.exitCode()).as(answer.err()).isEqualTo(1);
    assertThat(answer.out())
        .contains("error[DG0705]")
        .containsPattern("transport/broken +broken")
        .containsPattern("transport/redeployed +redeploy with state +kept")
        .contains("daggers/transport/broken/query.sql:3:32");
  }

  private void dagger(String name, String more, String sql) throws IOException {
    Repositories.write(root, "transport/" + name, YAML.formatted(name) + more, sql);
  }

  private void environment(String name) throws IOException {
    Path folder = Files.createDirectories(root.resolve("infra/environments"));
    Files.writeString(folder.resolve(name + ".yaml"), ENVIRONMENT);
  }
}
