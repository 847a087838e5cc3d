package io.daggers.job.codec;

/**
 * A record whose bytes are not a message of its schema. It carries no stack trace: a topic full of
 * such records must stay cheap, and the message says all there is to know.
 */
public final class UndecodableException extends Exception {

  private static final long serialVersionUID = 1;

  UndecodableException(String message) {
    super(message, null, false, false);
  }
}
