package io.daggers.agent.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Notes as long as the test. */
public final class NotesInMemory implements Notes {

  private final Map<String, Map<String, String>> notes = new ConcurrentHashMap<>();

  @Override
  public Map<String, String> noted(String name) {
    return notes.getOrDefault(name, Map.of());
  }

  @Override
  public void note(String name, Map<String, String> values) {
    notes.put(name, Map.copyOf(values));
  }
}
