package io.daggers.agent.journal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Another agent has the storage; once that one has ended, it can be opened. */
public final class StorageTakenException extends IOException {

  private static final long serialVersionUID = 1L;

  public StorageTakenException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
