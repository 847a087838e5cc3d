package io.daggers.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsOptionTest {

  @TempDir Path directory;
  private final SecretsOption secrets = new SecretsOption();

  @BeforeEach
  void writeSecrets() throws IOException {
    Files.writeString(directory.resolve("outside"), "never");
    secrets.folder = Files.createDirectories(directory.resolve("secrets"));
    Files.writeString(
        Files.createDirectories(secrets.folder.resolve("kafka")).resolve("word"), "a word\n");
  }

  @Test
  void readsAFileBelowTheFolder() {
    assertThat(secrets.resolve("secret://file/kafka/word")).isEqualTo("a word");
  }

  @Test
  void readsAVariable() {
    assertThat(secrets.resolve("secret://env/PATH")).isEqualTo(System.getenv("PATH"));
  }

  @Test
  void leavesTheFolderNeitherByDotsNorByALink() throws IOException {
    Files.createSymbolicLink(secrets.folder.resolve("link"), directory.resolve("outside"));

    for (String name :
        new String[] {"../outside", "link", directory.resolve("outside").toString()}) {
      assertThatThrownBy(() -> secrets.resolve("secret://file/" + name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not a file of at most")
          .hasMessageNotContaining("never");
    }
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> secrets.resolve("secret://file/other"))
        .hasMessageContaining("secret://file/other cannot be read: there is no file ");
    assertThatThrownBy(() -> secrets.resolve("secret://env/NO_SUCH_VARIABLE"))
        .hasMessageContaining("NO_SUCH_VARIABLE");
    assertThatThrownBy(() -> secrets.resolve("secret://vault/word"))
        .hasMessageContaining("secret://env/NAME");
    assertThatThrownBy(() -> new SecretsOption().resolve("secret://file/kafka/word"))
        .hasMessageContaining("--secrets-dir");
  }
}
