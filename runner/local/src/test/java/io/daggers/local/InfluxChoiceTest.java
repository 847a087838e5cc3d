package io.daggers.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfluxChoiceTest {

  private static final String ANSWERS = "[ \"$*\" = info ]";
  private static final String DOES_NOT_ANSWER = "exit 1";

  @TempDir Path folder;

  @Test
  void takesInfluxdWhereItIsInstalledAndAsksDockerNothing() throws Exception {
    Path asked = folder.resolve("asked");
    install("docker", "touch " + asked);
    Path influxd = install("influxd", "");

    InfluxProgram choice = choice();

    assertThat(choice).isEqualTo(new InstalledInflux(influxd));
    assertThat(asked).doesNotExist();
  }

  @Test
  void takesDockerWhereInfluxdIsMissing() throws Exception {
    Path docker = install("docker", ANSWERS);

    InfluxProgram choice = choice();

    assertThat(choice).isEqualTo(new InfluxContainer(docker));
    assertThat(choice.description())
        .isEqualTo("influxdb:1.8 on Docker, as influxd is not on the PATH");
  }

  @Test
  void saysWhatToStartWhereDockerDoesNotAnswer() throws Exception {
    install("docker", DOES_NOT_ANSWER);

    assertThatThrownBy(this::choice)
        .isInstanceOf(LocalServiceException.class)
        .hasMessage(
            "influxd is not on the PATH: install InfluxDB 1.x (Debian: apt-get install influxdb), "
                + "or start Docker, which is installed and does not answer (see: docker info)");
  }

  @Test
  void saysWhatToInstallWhereThereIsNeither() throws Exception {
    Files.createDirectory(folder.resolve("influxd"));
    Files.writeString(folder.resolve("docker"), "a file that is no program");

    assertThatThrownBy(this::choice)
        .isInstanceOf(LocalServiceException.class)
        .hasMessage(
            "influxd is not on the PATH: install InfluxDB 1.x (Debian: apt-get install influxdb), "
                + "or Docker, which is not on the PATH either");
  }

  private InfluxProgram choice() throws LocalServiceException, InterruptedException {
    return InfluxChoice.of(new SearchPath(List.of(folder.resolve("empty"), folder)));
  }

  private Path install(String program, String script) throws IOException {
    return Programs.install(folder.resolve(program), script);
  }
}
