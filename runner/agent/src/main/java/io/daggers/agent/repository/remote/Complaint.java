package io.daggers.agent.repository.remote;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.transport.URIish;

/** Says in one sentence why a repository could not be reached or read. */
final class Complaint {

  private Complaint() {}

  static String of(Exception e, URIish address, Access access) {
    Throwable root = e;
    for (Throwable each = e; each != null; each = each.getCause()) {
      root = each;
      if (each instanceof UnknownHostException || each instanceof UnresolvedAddressException) {
        return "there is no host '%s'".formatted(address.getHost());
      }
      if (each instanceof InterruptedIOException) {
        return "it gives no answer within %d seconds".formatted(Remote.TIMEOUT_SECONDS);
      }
      if (each instanceof SSLException) {
        return "the server's certificate is not trusted: " + firstLine(each);
      }
      if (each instanceof SocketException) {
        return "it cannot be reached: " + firstLine(each);
      }
      if (each instanceof SshException ssh
          && ssh.getDisconnectCode()
              == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
        return "the server does not accept the key of %s for user '%s'"
            .formatted(access.key(), address.getUser());
      }
    }
    return firstLine(root);
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
