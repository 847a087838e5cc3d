package io.daggers.agent.repository.remote;

/** A repository cannot be read; the message says why in plain words, and never with a secret. */
public final class RemoteException extends Exception {

  private static final long serialVersionUID = 1L;

  RemoteException(String message) {
    super(message);
  }

  RemoteException(String message, Throwable cause) {
    super(message, cause);
  }
}
