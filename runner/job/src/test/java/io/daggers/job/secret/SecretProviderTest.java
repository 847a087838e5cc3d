package io.daggers.job.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretProviderTest {

  @TempDir Path directory;
  private final Map<String, String> settings = new TreeMap<>();

  @Test
  void givesClientsTextOfManyLines() throws Exception {
    settings.put("ssl.keystore.key", SecretProvider.plain(secret("kafka/key", "a\nb\n"), settings));

    assertThat(password("ssl.keystore.key")).isEqualTo("a\nb");
  }

  @Test
  void quotesWhatIsBetweenQuotationMarks() throws Exception {
    settings.put(
        "sasl.jaas.config",
        "any required password=%s;"
            .formatted(SecretProvider.quoted(secret("word", "a \"b\" \\ ${c:d:e}"), settings)));

    assertThat(password("sasl.jaas.config"))
        .isEqualTo("any required password=\"a \\\"b\\\" \\\\ ${c:d:e}\";");
  }

  @Test
  void looksEachTimeItIsAsked() throws Exception {
    settings.put("ssl.keystore.key", SecretProvider.plain(secret("key", "old"), settings));
    assertThat(password("ssl.keystore.key")).isEqualTo("old");

    secret("key", "new");

    assertThat(password("ssl.keystore.key")).isEqualTo("new");
  }

  @Test
  void saysWhichSecretIsMissing() {
    LateSecret missing = new LateSecret("secret://file/none", directory.toString());
    settings.put("ssl.keystore.key", SecretProvider.plain(missing, settings));

    assertThatThrownBy(() -> password("ssl.keystore.key"))
        .hasMessageContaining("secret://file/none cannot be read");
  }

  @Test
  void refusesANameThatWouldEndTheVariable() {
    LateSecret secret = new LateSecret("secret://file/a}b", directory.toString());

    assertThatThrownBy(() -> SecretProvider.plain(secret, settings))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** As a consumer with these settings has it. */
  private String password(String key) {
    Map<String, Object> all = new TreeMap<>(settings);
    all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return ((Password) new ConsumerConfig(all).values().get(key)).value();
  }

  private LateSecret secret(String name, String value) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, value);
    return new SecretReferences(directory).late("secret://file/" + name);
  }
}
