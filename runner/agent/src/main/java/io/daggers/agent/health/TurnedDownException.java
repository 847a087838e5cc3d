package io.daggers.agent.health;

/** What a person asked cannot be done; the message says why, and what can. */
public final class TurnedDownException extends Exception {

  private static final long serialVersionUID = 1L;

  public TurnedDownException(String message) {
    super(message);
  }
}
