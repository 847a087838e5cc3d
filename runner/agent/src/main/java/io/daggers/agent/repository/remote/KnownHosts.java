package io.daggers.agent.repository.remote;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which ssh knows servers, from lines as in OpenSSH's {@code known_hosts}. None is ever
 * added. Lines of certificate authorities are passed over.
 */
final class KnownHosts implements ServerKeyDatabase {

  private static final String REVOKED = "revoked";

  private record Known(KnownHostEntry entry, PublicKey key) {}

  private final List<Known> known = new ArrayList<>();
  private @Nullable String refusal;

  private KnownHosts() {}

  /** Throws IOException or IllegalArgumentException where the text has another form. */
  static KnownHosts of(String text) throws IOException, GeneralSecurityException {
    KnownHosts hosts = new KnownHosts();
    for (KnownHostEntry entry : KnownHostEntry.readKnownHostEntries(new StringReader(text), true)) {
      PublicKey key =
          entry.getKeyEntry().resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.IGNORING);
      if (key != null && (entry.getMarker() == null || entry.getMarker().equals(REVOKED))) {
        hosts.known.add(new Known(entry, key));
      }
    }
    return hosts;
  }

  /** Why a server was not trusted; null where none was refused. */
  @Nullable String refusal() {
    return refusal;
  }

  @Override
  public List<PublicKey> lookup(
      String connectAddress, InetSocketAddress remoteAddress, Configuration config) {
    return of(connectAddress, false).stream().map(Known::key).toList();
  }

  @Override
  public boolean accept(
      String connectAddress,
      InetSocketAddress remoteAddress,
      PublicKey serverKey,
      Configuration config,
      @Nullable CredentialsProvider provider) {
    List<Known> trusted = of(connectAddress, false);
    if (isAmong(trusted, serverKey) && !isAmong(of(connectAddress, true), serverKey)) {
      return true;
    }
    refusal =
        "the host key of %s, %s %s, is not %s"
            .formatted(
                connectAddress,
                KeyUtils.getKeyType(serverKey),
                KeyUtils.getFingerPrint(serverKey),
                trusted.isEmpty()
                    ? "among the known hosts; ask its owner and add it"
                    : "the one among the known hosts: it was changed, or this is another server");
    return false;
  }

  /** The lines of a server, which goes by its name, or as {@code [name]:port}. */
  private List<Known> of(String address, boolean revoked) {
    int end = address.lastIndexOf("]:");
    String host = end < 0 ? address : address.substring(1, end);
    int port = end < 0 ? SshConstants.DEFAULT_PORT : Integer.parseInt(address.substring(end + 2));
    return known.stream()
        .filter(each -> REVOKED.equals(each.entry.getMarker()) == revoked)
        .filter(each -> each.entry.isHostMatch(host, port))
        .toList();
  }

  private static boolean isAmong(List<Known> lines, PublicKey key) {
    return lines.stream().anyMatch(each -> KeyUtils.compareKeys(each.key, key));
  }
}
