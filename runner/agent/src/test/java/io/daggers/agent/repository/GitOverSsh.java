package io.daggers.agent.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.shell.ProcessShellFactory;

/**
 * Serves repositories with git's own {@code upload-pack} over ssh, to the user git with one key.
 */
final class GitOverSsh implements AutoCloseable {

  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair hostKey = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);

  private GitOverSsh() throws GeneralSecurityException {}

  /** Serves every repository below a folder. */
  static GitOverSsh serve(Path root, PublicKey allowed)
      throws IOException, GeneralSecurityException {
    GitOverSsh git = new GitOverSsh();
    git.server.setHost("127.0.0.1");
    git.server.setKeyPairProvider(KeyPairProvider.wrap(git.hostKey));
    git.server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    git.server.setPublickeyAuthenticator(
        (user, key, session) -> user.equals("git") && KeyUtils.compareKeys(key, allowed));
    git.server.setCommandFactory(
        (channel, command) -> {
          String path = command.replaceFirst("git-upload-pack '/(.*)'", "$1");
          String folder = root.resolve(path).toString();
          return new ProcessShellFactory("git upload-pack " + folder, "git", "upload-pack", folder)
              .createShell(channel);
        });
    git.server.start();
    return git;
  }

  String url(String user, String path) {
    return "ssh://%s@127.0.0.1:%d/%s".formatted(user, server.getPort(), path);
  }

  /** Its line in a file of known hosts. */
  String knownHost() {
    return knownHost(hostKey.getPublic());
  }

  /** The line of a server that is at the same address and has another key. */
  String knownHost(PublicKey key) {
    return "[127.0.0.1]:%d %s".formatted(server.getPort(), PublicKeyEntry.toString(key));
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
