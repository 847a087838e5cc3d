package io.daggers.local.event;

/**
 * A line of a file that is no event of its schema; the message names file, line and field, and what
 * to do.
 */
public final class BadEventException extends Exception {

  private static final long serialVersionUID = 1L;

  BadEventException(String message) {
    super(message);
  }

  static BadEventException at(String file, long line, String problem) {
    return new BadEventException("%s:%d: %s".formatted(file, line, problem));
  }

  BadEventException afterSending(long events) {
    return new BadEventException("%s%nSent before it: %d.".formatted(getMessage(), events));
  }
}
