package io.daggers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.cli.Repositories.Answer;
import io.daggers.local.KafkaBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of one dagger, from a real broker. */
class RunIT {

  private static final String DAGGER = "payment/payments";
  private static final String YAML =
      """
      description: Payments per outcome, every minute
      sources:
        payments: rides.payment.v1.PaymentEvent
      sink:
        influx:
          measurement: payments
          time: window_start
          tags: [outcome]
          fields: [payments]
      """;
  private static final String SQL =
      """
      SELECT window_start, outcome, COUNT(*) AS payments
      FROM TABLE(TUMBLE(TABLE payments, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
      GROUP BY window_start, window_end, outcome
      """;

  @TempDir static Path root;
  private static KafkaBroker broker;

  @BeforeAll
  static void startWithEvents() throws Exception {
    broker = KafkaBroker.start(root.resolve("kafka"));
    // These events have one key: a partition without any must not hold back their rows.
    broker.createTopic("payment-log", 2);
    Repositories.copySchemas(root);
    Repositories.write(root, DAGGER, YAML, SQL);
    environment("test", broker.bootstrapServers());
    environment("silent", "127.0.0.1:1");
    Path events = root.resolve("events.jsonl");
    Files.writeString(
        events,
        """
        {"event_timestamp": "2026-01-01T00:00:05Z", "outcome": "PAID"}
        {"event_timestamp": "2026-01-01T00:00:06Z", "outcome": "PAID"}
        {"event_timestamp": "2026-01-01T00:00:07Z", "outcome": "DECLINED"}
        {"event_timestamp": "2026-01-01T00:10:00Z", "outcome": "PAID"}
        """);
    Answer produced =
        dagger("produce", "rides.payment.v1.PaymentEvent", "--json", events.toString());
    assertThat(produced.exitCode()).as(produced.err()).isZero();
  }

  private static void environment(String name, String kafka) throws IOException {
    Files.writeString(
        Files.createDirectories(root.resolve("infra/environments")).resolve(name + ".yaml"),
        """
        platform: embedded
        kafka:
          mainstream: {bootstrap_servers: "%s"}
        influx:
          default: {url: "http://127.0.0.1:1"}
        checkpoints: %s
        savepoints: %s
        """
            .formatted(
                kafka, root.resolve("checkpoints").toUri(), root.resolve("savepoints").toUri()));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void printsTheRowsOfADaggerAndWritesNothing() throws IOException {
    Answer answer = dagger("run", DAGGER, "--limit", "2");

    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out().lines().toList())
        .hasSize(3)
        .startsWith("WINDOW_START          OUTCOME   PAYMENTS")
        .contains("2026-01-01T00:00:00Z  PAID      2", "2026-01-01T00:00:00Z  DECLINED  1");
    assertThat(root.resolve("checkpoints")).doesNotExist();
    assertThat(root.resolve("savepoints")).doesNotExist();
  }

  @Test
  void endsWithoutAWordWhenItIsToldTo() throws Exception {
    Path err = root.resolve("err.txt");
    Process run =
        new ProcessBuilder(
                Repositories.OWN.resolve("bin/dagger").toString(),
                "run",
                DAGGER,
                "--root",
                root.toString(),
                "--env",
                "test")
            .redirectError(err.toFile())
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(run.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).startsWith("WINDOW_START");
      assertThat(out.readLine()).startsWith("2026-01-01T00:00:00Z");

      run.destroy();

      assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(err)).isEmpty();
    } finally {
      run.destroyForcibly();
    }
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertThat(dagger("run", "payment/payment").err()).contains("did you mean daggers/" + DAGGER);
    assertThat(Repositories.run("run", DAGGER, "--root", root.toString()))
        .isEqualTo(
            new Answer(
                ExitCode.ENVIRONMENT,
                "",
                "error: nothing runs for this repository; start it with: bin/dagger up\n"));
    assertThat(dagger("run", DAGGER, "--from", "noon").err())
        .contains("'noon' is not earliest, latest or a time");
    assertThat(dagger("run", DAGGER, "--limit", "0").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void showsTheFindingsOfADaggerThatIsRejected() throws IOException {
    Repositories.write(root, "payment/broken", YAML, SQL.replace("outcome,", "outcom,"));

    Answer answer = dagger("run", "payment/broken");

    assertThat(answer.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(answer.err()).contains("DG0404", "query.sql:1:22");
  }

  @Test
  void saysThatAKafkaClusterDoesNotAnswer() {
    Answer answer = Repositories.run("run", DAGGER, "--root", root.toString(), "--env", "silent");

    assertThat(answer.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err())
        .isEqualTo(
            "error: payment/payments does not run on environment silent: "
                + "Kafka cluster 'mainstream' at 127.0.0.1:1 does not answer: nothing came for 5 s\n");
  }

  private static Answer dagger(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--root", root.toString(), "--env", "test"));
    return Repositories.run(all.toArray(String[]::new));
  }
}
