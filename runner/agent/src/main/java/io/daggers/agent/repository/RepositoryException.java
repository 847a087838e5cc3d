package io.daggers.agent.repository;

/** The repository cannot be read; the message says why, in plain words. */
public final class RepositoryException extends Exception {

  private static final long serialVersionUID = 1L;

  RepositoryException(String message) {
    super(message);
  }

  RepositoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
