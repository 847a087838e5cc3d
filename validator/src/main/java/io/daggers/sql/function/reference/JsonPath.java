package io.daggers.sql.function.reference;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One place in a JSON text: {@code $}, then {@code .name}, {@code ['name']} and {@code [0]}.
 *
 * @param steps a String for a member and an Integer for an element
 */
public record JsonPath(List<Object> steps) {

  private static final Pattern STEP =
      Pattern.compile("\\.([\\w-]+)|\\['([^']*)'\\]|\\[(\\d{1,6})\\]");

  public JsonPath {
    steps = List.copyOf(steps);
  }

  /** Nothing where it is no such path. */
  public static Optional<JsonPath> of(String path) {
    if (!path.startsWith("$")) {
      return Optional.empty();
    }
    List<Object> steps = new ArrayList<>();
    Matcher step = STEP.matcher(path);
    int at = 1;
    while (at < path.length()) {
      if (!step.find(at) || step.start() != at) {
        return Optional.empty();
      }
      if (step.group(3) != null) {
        steps.add(Integer.valueOf(step.group(3)));
      } else {
        steps.add(step.group(1) != null ? step.group(1) : step.group(2));
      }
      at = step.end();
    }
    return Optional.of(new JsonPath(steps));
  }

  /** Where the place is that holds this one. Not of the whole text. */
  public JsonPointer parent() {
    JsonPointer pointer = JsonPointer.empty();
    for (Object step : steps.subList(0, steps.size() - 1)) {
      pointer =
          step instanceof Integer index
              ? pointer.appendIndex(index)
              : pointer.appendProperty((String) step);
    }
    return pointer;
  }

  public boolean isRoot() {
    return steps.isEmpty();
  }

  /** The last step. Not of the whole text. */
  public Object last() {
    return steps.get(steps.size() - 1);
  }
}
