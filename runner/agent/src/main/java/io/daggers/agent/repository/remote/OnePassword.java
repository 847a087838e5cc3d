package io.daggers.agent.repository.remote;

import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * Tells a password to the server that it is for, once: not to one that the first sends us to, and
 * not again where it was wrong, as servers lock out who tries often.
 */
final class OnePassword extends CredentialsProvider {

  private final URIish server;
  private final @Nullable String password;
  private boolean asked;
  private boolean refused;

  OnePassword(URIish server, @Nullable String password) {
    this.server = server;
    this.password = password;
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public boolean supports(CredentialItem... items) {
    for (CredentialItem item : items) {
      if (!(item instanceof CredentialItem.Username)
          && !(item instanceof CredentialItem.Password)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean get(URIish uri, CredentialItem... items) {
    refused = asked || password == null || !isSame(uri);
    asked = true;
    if (refused || password == null) {
      return false;
    }
    for (CredentialItem item : items) {
      if (item instanceof CredentialItem.Username user) {
        user.setValue(server.getUser());
      } else if (item instanceof CredentialItem.Password secret) {
        secret.setValueNoCopy(password.toCharArray());
      }
    }
    return true;
  }

  /** Whether a server asked for more than there is for it. */
  boolean isRefused() {
    return refused;
  }

  private boolean isSame(URIish uri) {
    return server.getScheme().equals(uri.getScheme())
        && server.getHost().equals(uri.getHost())
        && server.getPort() == uri.getPort();
  }
}
