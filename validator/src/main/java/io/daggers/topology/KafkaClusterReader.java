package io.daggers.topology;

import static io.daggers.definition.YamlType.TEXT;
import static io.daggers.definition.YamlType.choice;
import static io.daggers.definition.YamlType.form;

import io.daggers.definition.Located;
import io.daggers.definition.YamlNode;
import io.daggers.definition.YamlObject;
import io.daggers.definition.YamlShape;
import io.daggers.definition.YamlType;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.topology.Environment.KafkaCluster;
import io.daggers.topology.Environment.Login;
import io.daggers.topology.Environment.Mechanism;
import io.daggers.topology.Environment.Tls;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one of the Kafka clusters of an environment. */
final class KafkaClusterReader {

  private static final YamlType REFERENCE = form(SecretReference.FORM);

  private static final YamlShape TLS =
      YamlShape.of("TLS of a Kafka cluster")
          .optional(
              "authorities",
              REFERENCE,
              "A reference to the certificates that may vouch for brokers, in PEM. Default: those"
                  + " that Java knows.")
          .optional(
              "certificate",
              REFERENCE,
              "A reference to the client's certificate and those above it, in PEM. Default: brokers"
                  + " do not ask.")
          .optional(
              "key",
              REFERENCE,
              "A reference to the certificate's private key, in PEM: PKCS#8 and not encrypted.");

  private static final YamlShape SASL =
      YamlShape.of("the login to a Kafka cluster")
          .required(
              "mechanism",
              choice("plain", "scram-sha-256", "scram-sha-512"),
              "How the password is proven.")
          .required("username", TEXT, "As whom daggers read and write.")
          .required(
              "password",
              REFERENCE,
              "A reference such as secret://env/NAME, never the secret itself.");

  static final YamlShape SHAPE =
      YamlShape.of("a Kafka cluster")
          .required("bootstrap_servers", TEXT, "host:port of some brokers, comma-separated.")
          .optional("tls", TLS.type(), "How connections are encrypted. Default: they are not.")
          .optional("sasl", SASL.type(), "As whom clients come. Default: nobody asks.");

  private final Findings findings;

  private KafkaClusterReader(Findings findings) {
    this.findings = findings;
  }

  static Optional<KafkaCluster> read(YamlNode node, Findings findings) {
    return YamlObject.of(node, SHAPE, findings)
        .flatMap(object -> new KafkaClusterReader(findings).cluster(object));
  }

  private Optional<KafkaCluster> cluster(YamlObject object) {
    Optional<Located<String>> servers = object.text("bootstrap_servers");
    Optional<YamlObject> tls = object.object("tls");
    Optional<YamlObject> sasl = object.object("sasl");
    Optional<Tls> encrypted = tls.map(this::tls);
    Optional<Login> login = sasl.flatMap(this::login);
    return servers
        .filter(value -> sasl.isPresent() == login.isPresent())
        .map(value -> new KafkaCluster(value.value(), encrypted.orElse(null), login.orElse(null)));
  }

  private Tls tls(YamlObject object) {
    Optional<Located<String>> certificate = SecretReference.read(object, "certificate", findings);
    Optional<Located<String>> key = SecretReference.read(object, "key", findings);
    if (certificate.isPresent() != key.isPresent()) {
      findings.add(
          Diagnostic.error(
              Code.DG0104,
              certificate.or(() -> key).orElseThrow().location(),
              "a certificate is shown with its key, and a key with its certificate",
              "write both 'certificate' and 'key', or neither"));
    }
    return new Tls(
        text(SecretReference.read(object, "authorities", findings)), text(certificate), text(key));
  }

  private Optional<Login> login(YamlObject object) {
    Optional<Located<Mechanism>> mechanism =
        object.parsed(
            "mechanism", "plain, scram-sha-256 or scram-sha-512", KafkaClusterReader::mechanism);
    Optional<Located<String>> username = object.text("username");
    Optional<Located<String>> password = SecretReference.read(object, "password", findings);
    return mechanism.flatMap(
        how ->
            username.flatMap(
                who -> password.map(with -> new Login(how.value(), who.value(), with.value()))));
  }

  private static Mechanism mechanism(String text) {
    for (Mechanism mechanism : Mechanism.values()) {
      if (text.equals(mechanism.name().toLowerCase(Locale.ROOT).replace('_', '-'))) {
        return mechanism;
      }
    }
    throw new IllegalArgumentException(text);
  }

  private static @Nullable String text(Optional<Located<String>> text) {
    return text.map(Located::value).orElse(null);
  }
}
