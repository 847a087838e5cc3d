package io.daggers.definition;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the optional keys of a dagger: how it runs, apart from what it computes. */
final class SettingsReader {

  private static final List<String> NOT_YET = List.of("alerts", "critical");

  private SettingsReader() {}

  static Settings read(YamlObject dagger, Findings findings) {
    Optional<Located<Integer>> parallelism = dagger.positiveInt("parallelism");
    Optional<Settings.Resources> resources = resources(dagger);
    Optional<Duration> ttl = Optional.empty();
    Optional<YamlObject> state = dagger.object("state");
    if (state.isPresent()) {
      ttl = state.get().duration("ttl").map(Located::value);
    }
    Optional<Located<String>> reset = dagger.text("reset");
    Optional<Located<Boolean>> critical = dagger.bool("critical");
    Optional<Located<Boolean>> suspended = dagger.bool("suspended");
    Map<String, Settings.Overrides> in = new HashMap<>();
    for (YamlNode.Entry entry : dagger.entries("in")) {
      YamlObject.of(entry.value(), DaggerShape.OVERRIDES, findings)
          .ifPresent(object -> in.put(entry.key().value(), overrides(object)));
    }
    Optional<Located<DaggerName>> movedFrom =
        dagger.parsed("moved_from", "the former name, such as pricing/surge", DaggerName::parse);
    NOT_YET.forEach(key -> warnOfNoEffect(dagger, key, findings));
    return new Settings(
        parallelism.map(Located::value).orElse(1),
        resources.orElse(Settings.Resources.DEFAULT),
        ttl.orElse(null),
        reset.map(Located::value).orElse(null),
        critical.map(Located::value).orElse(false),
        suspended.map(Located::value).orElse(false),
        movedFrom.map(Located::value).orElse(null),
        in);
  }

  /** The findings a dagger asks to be spared; one that says no reason or no end is a finding. */
  static List<Allowance> allowances(YamlObject dagger, Findings findings) {
    List<Allowance> allowances = new ArrayList<>();
    for (YamlNode item : dagger.items("allow")) {
      YamlObject.of(item, DaggerShape.ALLOWANCE, findings)
          .flatMap(SettingsReader::allowance)
          .ifPresent(allowances::add);
    }
    return allowances;
  }

  private static Optional<Allowance> allowance(YamlObject object) {
    Optional<Located<String>> rule = object.text("rule");
    Optional<Located<String>> reason = object.text("reason");
    Optional<Located<LocalDate>> expires =
        object.parsed("expires", "a day such as 2027-01-31", LocalDate::parse);
    return rule.isEmpty() || reason.isEmpty() || expires.isEmpty()
        ? Optional.empty()
        : Optional.of(new Allowance(rule.get(), reason.get().value(), expires.get()));
  }

  static Optional<Located<StartPosition>> start(YamlObject object) {
    return object.parsed(
        "start", "earliest, latest or a time such as 2026-01-31T00:00:00Z", StartPosition::parse);
  }

  private static Settings.Overrides overrides(YamlObject object) {
    Optional<Located<Integer>> parallelism = object.positiveInt("parallelism");
    Optional<Settings.Resources> resources = resources(object);
    Optional<Located<Boolean>> suspended = object.bool("suspended");
    Optional<Located<StartPosition>> start = start(object);
    return new Settings.Overrides(
        parallelism.map(Located::value).orElse(null),
        resources.orElse(null),
        suspended.map(Located::value).orElse(null),
        start.map(Located::value).orElse(null));
  }

  private static Optional<Settings.Resources> resources(YamlObject parent) {
    return parent
        .object("resources")
        .map(
            object -> {
              Settings.Resources standard = Settings.Resources.DEFAULT;
              String taskmanager = memory(object, "taskmanager", standard.taskmanager());
              String jobmanager = memory(object, "jobmanager", standard.jobmanager());
              return new Settings.Resources(taskmanager, jobmanager);
            });
  }

  private static String memory(YamlObject object, String key, String standard) {
    return object
        .parsed(key, Memory.FORM, SettingsReader::memory)
        .map(Located::value)
        .orElse(standard);
  }

  private static String memory(String text) {
    Memory.megabytes(text);
    return text;
  }

  private static void warnOfNoEffect(YamlObject dagger, String key, Findings findings) {
    dagger
        .node(key)
        .ifPresent(
            node ->
                findings.add(
                    Diagnostic.warning(
                        Code.DG0107,
                        node.location(),
                        "'" + key + "' is read but has no effect in this version",
                        "see CHANGELOG.md for what is supported")));
  }
}
