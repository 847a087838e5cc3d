package io.daggers.job.edit;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.UnknownEndpointException;
import io.daggers.schema.SchemaCatalog;
import io.daggers.topology.Environment;
import io.daggers.validator.Validator;
import io.daggers.validator.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Daggers as they are before and after edits, judged by the validator. */
final class EditedDaggers {

  private final Map<String, String> schemas = new TreeMap<>();
  private final Environment environment;

  /**
   * @param folder holds {@code schemas/}
   */
  EditedDaggers(Path folder) {
    try (Stream<Path> files = Files.walk(folder.resolve("schemas"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        schemas.put(folder.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment =
        new Environment(
            "local",
            Environment.Platform.EMBEDDED,
            Map.of(
                "north", new Environment.KafkaCluster("127.0.0.1:1"),
                "south", new Environment.KafkaCluster("127.0.0.1:1"),
                "new", new Environment.KafkaCluster("127.0.0.1:1"),
                "late", new Environment.KafkaCluster("127.0.0.1:1")),
            Map.of(
                "default",
                new Environment.InfluxServer("http://127.0.0.1:1", null, null, "autogen", false)),
            Duration.ofHours(1),
            "file:///nowhere",
            "file:///nowhere");
  }

  SchemaCatalog schemas() {
    return SchemaCatalog.compile(files(schemas), new Findings());
  }

  /**
   * A dagger and its edits.
   *
   * @param after of each edit
   */
  record Judged(JobBundle before, List<JobBundle> after) {}

  Judged judge(Edits edits) {
    Map<String, String> daggers = new TreeMap<>(schemas);
    add(daggers, "before", edits.dagger(), edits.query());
    Map<String, JobBundle> bundles = new HashMap<>();
    for (int i = 0; i < edits.edits().size(); i++) {
      Edits.Edit edit = edits.edits().get(i);
      String name = "after-" + i;
      String dagger = replaced(edits.dagger(), edit.dagger());
      String query = replaced(edits.query(), edit.query());
      if (edit.schemas() == null) {
        add(daggers, name, dagger, query);
      } else {
        Map<String, String> world = new TreeMap<>();
        String marker = "\n%%%\n";
        String all = replaced(String.join(marker, schemas.values()), edit.schemas());
        String[] texts = all.split(marker);
        List<String> names = List.copyOf(schemas.keySet());
        for (int file = 0; file < texts.length; file++) {
          world.put(names.get(file), texts[file]);
        }
        add(world, name, dagger, query);
        bundles.putAll(bundles(world));
      }
    }
    bundles.putAll(bundles(daggers));
    return new Judged(
        bundles.get("before"),
        Stream.iterate(0, i -> i < edits.edits().size(), i -> i + 1)
            .map(i -> bundles.get("after-" + i))
            .toList());
  }

  private Map<String, JobBundle> bundles(Map<String, String> files) {
    Map<String, JobBundle> bundles = new HashMap<>();
    for (Verdict verdict : Validator.judge(files(files)).verdicts()) {
      if (!(verdict instanceof Verdict.Accepted accepted)) {
        throw new AssertionError(
            files.get(verdict.name().folder() + "/query.sql") + "\n" + verdict);
      }
      try {
        bundles.put(
            accepted.dagger().name().dagger(), JobBundle.of(accepted.dagger(), environment));
      } catch (UnknownEndpointException e) {
        throw new AssertionError(e);
      }
    }
    return bundles;
  }

  private static String replaced(String text, @Nullable Map<String, String> replacements) {
    String replaced = text;
    if (replacements != null) {
      for (Map.Entry<String, String> each : replacements.entrySet()) {
        if (!replaced.contains(each.getKey())) {
          throw new AssertionError("nothing to replace: '" + each.getKey() + "' in\n" + replaced);
        }
        replaced = replaced.replace(each.getKey(), each.getValue());
      }
    }
    return replaced;
  }

  private static void add(Map<String, String> files, String name, String dagger, String query) {
    files.put("daggers/edits/" + name + "/dagger.yaml", dagger + allowance(dagger, query));
    files.put("daggers/edits/" + name + "/query.sql", query);
  }

  /** What these edits do to state is the same with and without the event time of their sink. */
  private static String allowance(String dagger, String query) {
    return dagger.contains("kafka:") && !query.contains("AS happened_at")
        ? "\nallow: [{rule: DG0516, reason: Nobody reads it., expires: 2099-12-31}]\n"
        : "";
  }

  private static RepositoryFiles files(Map<String, String> texts) {
    Map<String, byte[]> files = new HashMap<>();
    texts.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return RepositoryFiles.of(files);
  }
}
