package io.daggers.job.secret;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Looks up secrets for Kafka's clients, which ask for the variables in their settings when they are
 * opened. A variable is {@code ${daggers:plain:REFERENCE}}, or {@code ${daggers:quoted:REFERENCE}}
 * between the quotation marks of a login.
 */
public final class SecretProvider implements ConfigProvider {

  /** As which name Kafka's clients are told of it. */
  private static final String NAME = "daggers";

  private static final String PLAIN = "plain";
  private static final String QUOTED = "quoted";
  private static final String CLASS = "config.providers.%s.class".formatted(NAME);
  private static final String FOLDER = "config.providers.%s.param.folder".formatted(NAME);

  private @Nullable String folder;

  /** What stands in a setting for the secret. */
  public static String plain(LateSecret secret, Map<String, String> settings) {
    return variable(PLAIN, secret, settings);
  }

  /** The same, between quotation marks. */
  public static String quoted(LateSecret secret, Map<String, String> settings) {
    return '"' + variable(QUOTED, secret, settings) + '"';
  }

  /** The clients are told in the same settings who knows such variables. */
  private static String variable(String form, LateSecret secret, Map<String, String> settings) {
    if (secret.reference().contains("}")) {
      throw new IllegalArgumentException(
          "%s cannot be a secret for Kafka: leave '}' out of its name"
              .formatted(secret.reference()));
    }
    settings.put("config.providers", NAME);
    settings.put(CLASS, SecretProvider.class.getName());
    if (secret.folder() != null) {
      settings.put(FOLDER, secret.folder());
    }
    return "${%s:%s:%s}".formatted(NAME, form, secret.reference());
  }

  @Override
  public void configure(Map<String, ?> parameters) {
    Object given = parameters.get("folder");
    folder = given == null ? null : given.toString();
  }

  @Override
  public ConfigData get(String form) {
    return new ConfigData(Map.of());
  }

  /**
   * Throws IllegalArgumentException where one is not there.
   *
   * @param form in which values are wanted
   * @param references of the secrets
   */
  @Override
  public ConfigData get(String form, Set<String> references) {
    Map<String, String> values = new HashMap<>();
    for (String reference : references) {
      String value = new LateSecret(reference, folder).value();
      values.put(reference, form.equals(QUOTED) ? escaped(value) : value);
    }
    return new ConfigData(values);
  }

  @Override
  public void close() {}

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
