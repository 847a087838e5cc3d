package io.daggers.agent.platform;

/** The platform could not do what it was asked; the message says why, in plain words. */
public final class PlatformException extends Exception {

  private static final long serialVersionUID = 1L;

  public PlatformException(String message) {
    super(message);
  }

  public PlatformException(String message, Throwable cause) {
    super(message, cause);
  }
}
