package io.daggers.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import io.daggers.agent.platform.embedded.EmbeddedPlatform;
import io.daggers.agent.repository.Commits;
import io.daggers.agent.repository.SignaturePolicy;
import io.daggers.agent.repository.remote.Access;
import io.daggers.job.secret.SecretReferences;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running job counts, as Prometheus reads it from the agent. */
final class DaggerMetricsIT {

  private static final Pattern SAMPLE =
      Pattern.compile(
          "^(daggers_dagger_\\w+)\\{environment=\"test\",dagger=\""
              + Services.DAGGER
              + "\"} (\\S+)$",
          Pattern.MULTILINE);
  private static final Path OPERATE =
      Path.of(System.getProperty("daggers.root"), "docs/operate.md");
  private static final long YEAR_2100 = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

  @TempDir Path folder;

  @Test
  void answersWhatPeopleAskOfADagger() throws Exception {
    Path repository = repository();
    try (Services services = Services.start(folder);
        EmbeddedPlatform platform =
            EmbeddedPlatform.start(services.environment(), SecretReferences.WITHOUT_FILES::late);
        SyncAgent agent = SyncAgent.start(config(services, repository), platform)) {
      Instant hour = services.nextHour();
      services.send("shop", hour, 40);
      services.closeWindows();
      await(agent, "daggers_dagger_rows_out", 1);

      for (String lateService : List.of("bank", "post", "shop")) {
        services.send(lateService, hour, 1);
      }
      services.send(new byte[] {-1});
      services.send(request(0));
      services.send(request(YEAR_2100));
      await(agent, "daggers_dagger_records_in", (double) services.sent());
      await(agent, "daggers_dagger_late_rows", 3);
      await(agent, "daggers_dagger_dead_letters", 3);
      await(agent, "daggers_dagger_pending_records", 0);

      Map<String, Double> metrics = metrics(agent);
      assertThat(metrics)
          .containsEntry("daggers_dagger_undecodable_records", 1.0)
          .containsEntry("daggers_dagger_untimed_records", 1.0)
          .containsEntry("daggers_dagger_future_records", 1.0)
          .containsEntry("daggers_dagger_newest_window_seconds", (double) hour.getEpochSecond())
          .containsEntry("daggers_dagger_kafka_unreachable", 0.0)
          .containsEntry("daggers_dagger_influx_retries", 0.0)
          .containsEntry("daggers_dagger_influx_outage_seconds", 0.0);
      double age = Duration.between(hour, Instant.now()).toSeconds() + 1;
      assertThat(metrics.get("daggers_dagger_freshness_seconds")).isBetween(age - 600, age);
      assertThat(metrics.get("daggers_dagger_lag_seconds")).isBetween(age - 3600, age);
      assertThat(metrics.get("daggers_dagger_influx_request_seconds")).isBetween(0.0, 30.0);
      assertThat(documented()).containsAll(metrics.keySet());
    }
  }

  private Path repository() throws Exception {
    Path repository = folder.resolve("origin");
    Commits.init(repository);
    for (Map.Entry<String, byte[]> schema : Services.schemas().entrySet()) {
      Commits.write(repository, schema.getKey(), new String(schema.getValue(), UTF_8));
    }
    String dagger = "daggers/" + Services.DAGGER;
    Commits.write(repository, dagger + "/dagger.yaml", Services.yaml("requests"));
    Commits.write(
        repository, dagger + "/query.sql", Services.sql("COUNT(*) AS requests", "http_status > 0"));
    Commits.commit(repository, "a dagger");
    return repository;
  }

  private AgentConfig config(Services services, Path repository) {
    return new AgentConfig(
        services.environment(),
        repository.toString(),
        Access.FREE,
        SignaturePolicy.OFF,
        "main",
        folder.resolve("agent"),
        Duration.ofMillis(200),
        0);
  }

  private static void await(SyncAgent agent, String metric, double value) throws Exception {
    Waiting.until(
        () -> metrics(agent).getOrDefault(metric, -1.0) == value,
        () -> "no %s of %s: %s".formatted(metric, value, metrics(agent)));
  }

  private static Map<String, Double> metrics(SyncAgent agent) throws Exception {
    String text =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(agent.address().resolve("/metrics")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    Map<String, Double> metrics = new TreeMap<>();
    Matcher sample = SAMPLE.matcher(text);
    while (sample.find()) {
      metrics.put(sample.group(1), Double.valueOf(sample.group(2)));
    }
    return metrics;
  }

  private static Set<String> documented() throws IOException {
    Set<String> names = new TreeSet<>();
    Matcher name = Pattern.compile("`(daggers_dagger_\\w+)").matcher(Files.readString(OPERATE));
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }

  private static byte[] request(long millis) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeString(1, "shop");
    out.writeInt64(2, millis);
    out.writeInt32(4, 200);
    out.flush();
    return bytes.toByteArray();
  }
}
