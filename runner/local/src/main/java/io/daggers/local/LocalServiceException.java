package io.daggers.local;

/**
 * A service of this machine is missing, did not start or does not answer; the first line says what
 * to do.
 */
public final class LocalServiceException extends Exception {

  private static final long serialVersionUID = 1L;

  public LocalServiceException(String message) {
    super(message);
  }

  public LocalServiceException(String message, Throwable cause) {
    super(message, cause);
  }
}
