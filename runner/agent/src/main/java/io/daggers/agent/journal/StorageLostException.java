package io.daggers.agent.journal;

import java.io.IOException;

/**
 * An agent can write no more to what was its storage, for good: most likely another agent has taken
 * over. It must not act any more.
 */
public final class StorageLostException extends IOException {

  private static final long serialVersionUID = 1L;

  public StorageLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
