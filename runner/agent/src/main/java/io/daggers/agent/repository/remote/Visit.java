package io.daggers.agent.repository.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.api.TransportConfigCallback;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/** One question to a repository elsewhere, with what gets us in. */
final class Visit implements TransportConfigCallback {

  /** What there is in a home directory is none of the agent's: it has no such folder. */
  private static final File NO_FOLDER = new File("/nonexistent");

  private final URIish address;
  private final Access access;
  private final OnePassword password;
  private final @Nullable TrustingConnections connections;
  private final @Nullable KnownHosts knownHosts;
  private final List<KeyPair> keys;

  private Visit(
      URIish address,
      Access access,
      OnePassword password,
      @Nullable TrustingConnections connections,
      @Nullable KnownHosts knownHosts,
      List<KeyPair> keys) {
    this.address = address;
    this.access = access;
    this.password = password;
    this.connections = connections;
    this.knownHosts = knownHosts;
    this.keys = keys;
  }

  static Visit of(URIish address, Access access) throws RemoteException {
    return new Visit(
        address,
        access,
        new OnePassword(address, read(access, access.password(), "", text -> text)),
        read(access, access.authorities(), "certificates in PEM", TrustingConnections::of),
        read(access, access.knownHosts(), "lines as in OpenSSH's known_hosts", KnownHosts::of),
        access.key() == null
            ? List.of()
            : read(
                access,
                access.key(),
                "a private key in PEM or OpenSSH's form, without a passphrase",
                Visit::keys));
  }

  @Override
  public void configure(Transport transport) {
    transport.setCredentialsProvider(password);
    if (transport instanceof TransportHttp http && connections != null) {
      http.setHttpConnectionFactory(connections);
    } else if (transport instanceof SshTransport ssh) {
      ssh.setSshSessionFactory(sessions());
    }
  }

  /** What went wrong, in one sentence. */
  String complaint(Exception e) {
    if (knownHosts != null && knownHosts.refusal() != null) {
      return knownHosts.refusal();
    }
    if (password.isRefused()) {
      return access.password() == null
          ? "the server asks for a user and a password; name them with https://USER@... and"
              + " --repo-password"
          : "the server does not accept user '%s' with the password of %s"
              .formatted(address.getUser(), access.password());
    }
    return Complaint.of(e, address, access);
  }

  private SshdSessionFactory sessions() {
    return new SshdSessionFactoryBuilder()
        .setHomeDirectory(NO_FOLDER)
        .setSshDirectory(NO_FOLDER)
        .setConfigStoreFactory((home, file, user) -> null)
        .setConnectorFactory(null)
        .setPreferredAuthentications("publickey")
        .setDefaultIdentities(folder -> List.of())
        .setDefaultKeysProvider(folder -> keys)
        .setServerKeyDatabase((home, folder) -> knownHosts)
        .build(null);
  }

  private static List<KeyPair> keys(String text) throws IOException, GeneralSecurityException {
    List<KeyPair> keys = new ArrayList<>();
    Iterable<KeyPair> found =
        SecurityUtils.loadKeyPairIdentities(
            null,
            NamedResource.ofName("key"),
            new ByteArrayInputStream((text + "\n").getBytes(US_ASCII)),
            FilePasswordProvider.EMPTY);
    if (found != null) {
      found.forEach(keys::add);
    }
    if (keys.isEmpty()) {
      throw new IOException("no key");
    }
    return keys;
  }

  private interface Form<T> {
    T read(String text) throws IOException, GeneralSecurityException;
  }

  /** What is said where it has another form holds nothing of it. */
  private static <T> @Nullable T read(
      Access access, @Nullable String reference, String form, Form<T> reader)
      throws RemoteException {
    if (reference == null) {
      return null;
    }
    String text = value(access, reference);
    try {
      return reader.read(text);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new RemoteException("%s must hold %s".formatted(reference, form));
    }
  }

  private static String value(Access access, String reference) throws RemoteException {
    try {
      return access.secrets().apply(reference);
    } catch (IllegalArgumentException e) {
      throw new RemoteException(String.valueOf(e.getMessage()), e);
    }
  }
}
