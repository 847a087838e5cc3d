package io.daggers.job.deadletter;

import java.io.IOException;

/** Dead letters cannot be kept, or there are too many: the job must not go on. */
public final class DeadLetterException extends IOException {

  private static final long serialVersionUID = 1L;

  DeadLetterException(String message) {
    super(message);
  }

  DeadLetterException(String message, Throwable cause) {
    super(message, cause);
  }
}
