package io.daggers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.daggers.definition.DaggerName;
import io.daggers.definition.DaggerReader;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What users' CI runs exists, is allowed little, and is owned. */
class CiFilesTest {

  private static final Path JUDGE = Repositories.OWN.resolve(".github/workflows/daggers.yml");
  private static final Path COMMENT =
      Repositories.OWN.resolve(".github/workflows/daggers-comment.yml");
  private static final Path GITLAB = Repositories.OWN.resolve("docs/ci/gitlab-ci.yml");
  private static final Pattern DAGGER = Pattern.compile("bin/dagger ([^|>&]*)");

  @TestFactory
  Stream<DynamicTest> usesOnlyCommandsThatExist() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : List.of(JUDGE, GITLAB)) {
      scripts(read(file)).forEach(script -> lines.addAll(commands(script)));
    }
    assertThat(lines).hasSize(6);
    return lines.stream().map(line -> DynamicTest.dynamicTest(line, () -> parse(line)));
  }

  @Test
  void letsTheJudgingWorkflowReadTheRepositoryAndNothingElse() throws IOException {
    JsonNode workflow = read(JUDGE);

    assertThat(workflow.get("on").asText()).isEqualTo("pull_request");
    assertThat(workflow.get("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
    assertThat(workflow.findValues("permissions")).hasSize(1);
    assertThat(workflow.findValues("persist-credentials"))
        .extracting(JsonNode::asBoolean)
        .hasSize(2)
        .containsOnly(false);
    assertThat(JUDGE).content().doesNotContain("secrets.", "pull_request_target");
  }

  @Test
  void putsNothingThatAStrangerWritesIntoAScript() throws IOException {
    for (Path file : List.of(JUDGE, COMMENT)) {
      assertThat(scripts(read(file))).noneMatch(script -> script.contains("${{"));
    }
  }

  @Test
  void letsTheCommentingWorkflowRunNothingOfThePullRequest() throws IOException {
    JsonNode workflow = read(COMMENT);

    assertThat(workflow.at("/on/workflow_run/workflows/0").asText())
        .isEqualTo(read(JUDGE).get("name").asText());
    assertThat(workflow.findValuesAsText("uses"))
        .containsExactly("actions/download-artifact@v4", "actions/github-script@v7");
    assertThat(workflow.findValues("run")).isEmpty();
    assertThat(COMMENT).content().doesNotContain("secrets.").contains("/^[1-9][0-9]{0,8}$/");
  }

  @Test
  void givesGitlabItsReports() throws IOException {
    JsonNode reports = read(GITLAB).at("/daggers/artifacts/reports");
    String script = read(GITLAB).at("/daggers/script").toString();

    assertThat(script).contains("gitlab=" + reports.get("codequality").asText());
    assertThat(reports.get("junit"))
        .hasSize(2)
        .allSatisfy(file -> assertThat(script).contains("junit=" + file.asText()));
  }

  @Test
  void everyTeamsFolderHasAnOwner() throws IOException {
    List<String> owned =
        Files.readAllLines(Repositories.OWN.resolve(".github/CODEOWNERS")).stream()
            .filter(line -> line.matches("/\\S+\\s+@\\S+"))
            .map(line -> line.split("\\s+")[0])
            .toList();

    assertThat(DaggerReader.names(RepositoryFiles.read(Repositories.OWN), new Findings()))
        .isNotEmpty()
        .extracting(DaggerName::team)
        .allSatisfy(team -> assertThat(owned).contains("/daggers/" + team + "/"));
    assertThat(owned).contains("/daggers/teams.yaml", "/schemas/", "/.github/");
  }

  private static void parse(String line) {
    String[] words = line.strip().replaceAll("\"\\$\\w+\"", "0123abc").split("\\s+");
    assertThat(DaggerCommand.commandLine().parseArgs(words).subcommand()).isNotNull();
  }

  private static List<String> commands(String script) {
    List<String> commands = new ArrayList<>();
    for (String line : script.lines().toList()) {
      Matcher command = DAGGER.matcher(line);
      while (command.find()) {
        commands.add(command.group(1));
      }
    }
    return commands;
  }

  /** Everything that a shell or an interpreter is given. */
  private static List<String> scripts(JsonNode workflow) {
    List<String> scripts = new ArrayList<>();
    for (String key : List.of("run", "script")) {
      for (JsonNode value : workflow.findValues(key)) {
        if (value.isArray()) {
          value.forEach(line -> scripts.add(line.asText()));
        } else {
          scripts.add(value.asText());
        }
      }
    }
    return scripts;
  }

  private static JsonNode read(Path file) throws IOException {
    return new YAMLMapper().readTree(Files.readString(file));
  }
}
