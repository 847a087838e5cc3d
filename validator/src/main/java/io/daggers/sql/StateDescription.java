package io.daggers.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an operator's state is, in words that an analyst knows. Only for people: whether two states
 * mean the same is decided by their uids.
 *
 * @param what such as {@code the totals per city of 1-minute windows}
 * @param parts what it is made of, by name, in the order in which differences are told; a part that
 *     begins with {@code #} is only compared and not shown
 */
public record StateDescription(String what, Map<String, String> parts) {

  static final char HIDDEN = '#';

  public StateDescription {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** A state of which nothing more is known. */
  static StateDescription of(String what) {
    return new StateDescription(what, Map.of());
  }

  /** In what another state of the same kind differs, as a clause. */
  String difference(StateDescription other) {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> part : parts.entrySet()) {
      String old = part.getValue();
      String now = other.parts.getOrDefault(part.getKey(), "");
      if (!Objects.equals(old, now)) {
        boolean shown = !old.startsWith("" + HIDDEN) && !now.startsWith("" + HIDDEN);
        differences.add(
            shown
                ? "%s changed from %s to %s".formatted(part.getKey(), none(old), none(now))
                : part.getKey() + " changed");
      }
    }
    return differences.isEmpty() ? "what feeds it changed" : String.join(", ", differences);
  }

  private static String none(String text) {
    return text.isEmpty() ? "none" : text;
  }
}
