package io.daggers.agent.repository.remote;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * How the agent gets into a repository elsewhere. Each is a reference such as {@code
 * secret://file/NAME}, whose value is taken anew each time.
 *
 * @param password for https, of the user that the address names
 * @param key for ssh: a private key without a passphrase
 * @param knownHosts for ssh: the keys of servers, in the form of OpenSSH
 * @param authorities for https: the certificates in PEM that may vouch for the server; null for
 *     those that Java knows
 * @param secrets gives the value of a reference; throws IllegalArgumentException where there is
 *     none
 */
public record Access(
    @Nullable String password,
    @Nullable String key,
    @Nullable String knownHosts,
    @Nullable String authorities,
    UnaryOperator<String> secrets) {

  /** Into folders, and where everybody may read. */
  public static final Access FREE = new Access(null, null, null, null, UnaryOperator.identity());

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

  /** Whether these are what an address needs. */
  void check(URIish address) throws RemoteException {
    refuse(
        address.getPass() != null,
        "the address holds a password, which others on the machine can see; put it into a file and"
            + " name that with --repo-password");
    switch (kind(address)) {
      case "ssh" -> {
        refuse(
            password != null || authorities != null, "--repo-password is for https, not for ssh");
        refuse(
            key == null || knownHosts == null,
            "ssh needs --repo-key, the agent's private key, and --repo-known-hosts, the server's"
                + " public one");
      }
      case "http", "https" -> {
        refuse(key != null || knownHosts != null, "--repo-key is for ssh, not for https");
        refuse(
            password != null && address.getUser() == null,
            "--repo-password needs a user in the address, such as https://USER@git.example.com/...");
        refuse(
            password != null
                && address.getScheme().equals("http")
                && !LOOPBACK.contains(address.getHost()),
            "a password can be read on the way with http; write https");
      }
      case "file" ->
          refuse(
              password != null || key != null || knownHosts != null || authorities != null,
              "a folder needs neither --repo-password nor --repo-key");
      default -> throw new RemoteException("the agent reads from https, ssh, or a folder");
    }
  }

  static boolean isSsh(URIish address) {
    return kind(address).equals("ssh");
  }

  private static String kind(URIish address) {
    String scheme = address.getScheme();
    if (scheme == null) {
      return address.getHost() == null ? "file" : "ssh";
    }
    return scheme;
  }

  private static void refuse(boolean wrong, String why) throws RemoteException {
    if (wrong) {
      throw new RemoteException(why);
    }
  }
}
