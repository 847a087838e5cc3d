package io.daggers.cli;

import io.daggers.agent.repository.SignaturePolicy;
import io.daggers.agent.repository.SignaturePolicy.Strictness;
import io.daggers.agent.repository.remote.Access;
import io.daggers.topology.SecretReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/**
 * What gets the agent into the git repository, by references to secrets, and whose commits it
 * follows there.
 */
final class RepositoryOptions {

  @Spec(Target.MIXEE)
  @Nullable CommandSpec spec;

  private @Nullable String password;
  private @Nullable String key;
  private @Nullable String knownHosts;
  private @Nullable String authorities;

  @Option(
      names = "--repo-password",
      paramLabel = "REF",
      description =
          "For https://USER@...: the user's password or token, as secret://file/NAME or"
              + " secret://env/NAME.")
  void password(String reference) {
    password = reference(reference, "--repo-password");
  }

  @Option(
      names = "--repo-authorities",
      paramLabel = "REF",
      description =
          "For https: the certificates in PEM that may vouch for the server (default: those that"
              + " Java knows).")
  void authorities(String reference) {
    authorities = reference(reference, "--repo-authorities");
  }

  @Option(
      names = "--repo-key",
      paramLabel = "REF",
      description = "For ssh: the agent's private key, without a passphrase.")
  void key(String reference) {
    key = reference(reference, "--repo-key");
  }

  @Option(
      names = "--repo-known-hosts",
      paramLabel = "REF",
      description = "For ssh: the server's public key, as a line of OpenSSH's known_hosts.")
  void knownHosts(String reference) {
    knownHosts = reference(reference, "--repo-known-hosts");
  }

  @Option(
      names = "--signed",
      paramLabel = "off|warn|require",
      description =
          "What becomes of commits that nobody in --allowed-signers has signed with ssh (default:"
              + " off).",
      converter = StrictnessConverter.class)
  Strictness signed = Strictness.OFF;

  @Option(
      names = "--allowed-signers",
      paramLabel = "FILE",
      description = "Whose signatures count, in the form of OpenSSH's allowed_signers.")
  @Nullable Path allowedSigners;

  SignaturePolicy signatures() {
    if ((signed == Strictness.OFF) != (allowedSigners == null)) {
      throw new ParameterException(
          spec.commandLine(), "--signed warn or require and --allowed-signers need each other");
    }
    if (allowedSigners != null && !Files.isReadable(allowedSigners)) {
      throw new ParameterException(
          spec.commandLine(), "--allowed-signers: %s cannot be read".formatted(allowedSigners));
    }
    return new SignaturePolicy(signed, allowedSigners);
  }

  Access access(UnaryOperator<String> secrets) {
    return new Access(password, key, knownHosts, authorities, secrets);
  }

  /** The words in lower case. */
  static final class StrictnessConverter implements ITypeConverter<Strictness> {
    @Override
    public Strictness convert(String text) {
      for (Strictness each : Strictness.values()) {
        if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
          return each;
        }
      }
      throw new TypeConversionException("'%s' is not off, warn or require".formatted(text));
    }
  }

  /** What was given is not repeated: it may be the secret. */
  private String reference(String given, String option) {
    if (!SecretReference.isOne(given)) {
      throw new ParameterException(
          spec.commandLine(),
          option
              + " must be a reference, not the secret itself: write secret://file/NAME and put the"
              + " file into the folder of --secrets-dir");
    }
    return given;
  }
}
