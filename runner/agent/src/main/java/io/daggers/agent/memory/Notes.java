package io.daggers.agent.memory;

import java.io.IOException;
import java.util.Map;

/**
 * A few facts that the next agent has to know, wherever it runs, each under a name. Only the agent
 * that acts can write one down.
 */
public interface Notes {

  /** What was last written down under a name; empty where nothing was. */
  Map<String, String> noted(String name);

  /**
   * Puts values in the place of those of that name; they are on disk when this returns, all or
   * none.
   *
   * @throws IOException where they cannot be kept, also because another agent acts by now
   */
  void note(String name, Map<String, String> values) throws IOException;
}
