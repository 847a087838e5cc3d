package io.daggers.job.preview;

/** The query came to an end by itself; the message says why. */
public final class PreviewException extends Exception {

  private static final long serialVersionUID = 1L;

  PreviewException(String message, Throwable cause) {
    super(message, cause);
  }
}
