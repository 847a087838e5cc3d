package io.daggers.job.codec;

/**
 * A row that has no place in the sink's schema, with the column at fault. It carries no stack
 * trace, for the same reason as {@link UndecodableException}.
 */
public final class UnwritableException extends Exception {

  private static final long serialVersionUID = 1;

  UnwritableException(String column, String problem) {
    super("column " + column + ": " + problem, null, false, false);
  }
}
