package io.daggers.validator;

import java.io.IOException;

/** The planner cannot be had: the machine's fault, not a dagger's. The message says what to do. */
public final class PlannerException extends IOException {

  private static final long serialVersionUID = 1L;

  public PlannerException(String message) {
    super(message);
  }

  public PlannerException(String message, Throwable cause) {
    super(message, cause);
  }
}
