package io.daggers.check;

import io.daggers.definition.InfluxSink;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import java.nio.charset.StandardCharsets;

/** Measurements, tags and fields have names that InfluxDB and its tools can hold. */
final class PointNames implements QueryCheck {

  private static final int LONGEST = 65_535;

  @Override
  public void check(CheckedQuery checked, Findings findings) {
    if (checked.dagger().sink() instanceof InfluxSink sink) {
      String measurement = sink.measurement().value();
      check("measurement", measurement, sink.measurement().location(), findings);
      sink.tags().forEach(tag -> check("tag", tag.name(), tag.column().location(), findings));
      sink.fields()
          .forEach(field -> check("field", field.name(), field.column().location(), findings));
    }
  }

  private static void check(String what, String name, Location at, Findings findings) {
    if (name.chars().anyMatch(Character::isISOControl) || name.endsWith("\\")) {
      findings.add(
          Diagnostic.error(
              Code.DG0528,
              at,
              "the %s '%s' cannot be written to InfluxDB: %s"
                  .formatted(
                      what,
                      name.replaceAll("\\p{Cntrl}", "?"),
                      name.endsWith("\\")
                          ? "a backslash at its end would hide what follows it"
                          : "it has a line end or another control character"),
              "use letters, digits and underscores"));
    } else if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      findings.add(
          Diagnostic.error(
              Code.DG0528,
              at,
              "the name of this %s is longer than the 64 KiB that InfluxDB takes".formatted(what),
              "use a shorter name"));
    } else if (name.startsWith("_")) {
      findings.add(
          Diagnostic.warning(
              Code.DG0528,
              at,
              "InfluxDB keeps names that begin with an underscore for itself, such as '%s'"
                  .formatted(name),
              "begin the name of the %s with a letter".formatted(what)));
    } else if (name.contains("\"") || name.contains("'")) {
      findings.add(
          Diagnostic.warning(
              Code.DG0528,
              at,
              "the %s %s has quotes in its name, and whoever reads it must escape them"
                  .formatted(what, name),
              "use letters, digits and underscores"));
    }
  }
}
