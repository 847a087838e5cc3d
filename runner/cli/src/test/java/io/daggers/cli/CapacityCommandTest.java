package io.daggers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.daggers.cli.Repositories.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapacityCommandTest {

  private static final String ENDPOINTS =
      """
      kafka: {mainstream: {bootstrap_servers: "kafka.example.com:9092"}}
      checkpoints: file:///checkpoints
      savepoints: file:///savepoints
      """;

  @TempDir Path root;

  @BeforeEach
  void writeARepository() throws IOException {
    Repositories.copySchemas(root);
    environment("staging", "platform: embedded\n");
    Path teams = Files.createDirectories(root.resolve("daggers")).resolve("teams.yaml");
    Files.writeString(
        teams,
        """
        teams:
          rides: {all: {parallelism: 8, memory: 8g}}
          risk: {}
        """);
    dagger("rides/bookings", "parallelism: 3\n");
    dagger("rides/fares", "suspended: true\nparallelism: 50\n");
    dagger("risk/cancellers", "in: {staging: {resources: {taskmanager: 2g, jobmanager: 1g}}}\n");
  }

  @Test
  void saysWhatTeamsAskForAndWhatSlotsThereAre() {
    Answer answer = capacity("staging");

    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out())
        .isEqualTo(
            """
            staging, platform embedded

            TEAM   DAGGERS  SUSPENDED  PARALLELISM  QUOTA  MEMORY  QUOTA
            rides        2          1            3      8   3840m     8g
            risk         1          0            1      -      3g      -
            all          3          1            4          6912m

            4 of the 64 slots of Flink are needed
            """);
  }

  @Test
  void saysWhichTeamIsAboveItsQuotaAndWhatToDo() throws IOException {
    dagger("rides/heavy", "resources: {taskmanager: 6g, jobmanager: 1g}\n");

    Answer answer = capacity("staging");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out())
        .endsWith(
            "\n! team rides asks for 10.8g of memory and may have 8g: lower `resources:` or"
                + " `parallelism:`, or raise `all:` in daggers/teams.yaml\n");
  }

  @Test
  void saysThatSlotsAreTooFew() throws IOException {
    dagger("risk/wide", "parallelism: 61\n");

    Answer answer = capacity("staging");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out())
        .contains("! the daggers need 65 slots, and Flink in the agent's process has 64: ");
  }

  @Test
  void saysWhatItLeavesOut() throws IOException {
    dagger("risk/broken", "parallelism: none\n");
    dagger("nobody/bookings", "");

    Answer answer = capacity("staging");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out())
        .contains(
            "! risk/broken has errors and is left out; which: bin/dagger validate"
                + " daggers/risk/broken\n",
            "! the team 'nobody' is not in daggers/teams.yaml: add it there, with what it may use\n");
  }

  @Test
  void showsTheRestWhereYarnIsNotThere() throws Exception {
    environment(
        "production",
        "platform: yarn\nyarn: {folder: \"hdfs://name/daggers\", queues: {risk: shared, rides: shared}}\n");

    Answer answer = capacity("production");

    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out())
        .contains(
            """
            QUEUE   TEAMS        ASKED FOR  HAS  IN USE  FREE
            shared  rides, risk      5632m    -       -     -

            what queues have is not known: HADOOP_CONF_DIR is not set""");
  }

  @Test
  void printsTheSameAsJson() throws Exception {
    dagger("risk/wide", "parallelism: 61\n");

    Answer answer = capacity("staging", "--output", "json");

    assertThat(answer.exitCode()).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(answer.out());
    assertThat(json.get("version").asInt()).isEqualTo(1);
    assertThat(json.at("/teams/0/mostMegabytes").asInt()).isEqualTo(8192);
    assertThat(json.at("/teams/1/parallelism").asInt()).isEqualTo(62);
    assertThat(json.at("/slots/needed").asInt()).isEqualTo(65);
    assertThat(json.at("/problems/0").asText()).startsWith("the daggers need 65 slots");
  }

  @Test
  void namesAnEnvironmentThatIsMissing() {
    Answer answer = capacity("nowhere");

    assertThat(answer.exitCode()).isEqualTo(3);
    assertThat(answer.err()).contains("infra/environments/nowhere.yaml");
  }

  private Answer capacity(String environment, String... more) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("capacity", "--root", root.toString(), "--env", environment));
    all.addAll(List.of(more));
    return Repositories.run(all.toArray(String[]::new));
  }

  private void environment(String name, String platform) throws IOException {
    Path folder = Files.createDirectories(root.resolve("infra/environments"));
    Files.writeString(folder.resolve(name + ".yaml"), platform + ENDPOINTS);
  }

  private void dagger(String name, String settings) throws IOException {
    Repositories.write(
        root,
        name,
        """
        description: A dagger
        sources: {bookings: rides.booking.v1.BookingEvent}
        sink: {influx: {measurement: m, time: t, tags: [], fields: [n]}}
        """
            + settings,
        "SELECT 1");
  }
}
