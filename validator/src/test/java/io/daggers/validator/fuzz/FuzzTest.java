package io.daggers.validator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.validator.Planner;
import io.daggers.validator.Validator;
import io.daggers.validator.Verdict;
import io.daggers.validator.worker.WorkerPlanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Damaged files end in findings that can be shown: no hang, no crash, no Java in any message. A few
 * hundred of them here; {@code make fuzz} tries 10,000. The seed is printed, and what went wrong is
 * kept below {@code target/fuzz}.
 */
class FuzzTest {

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Path KEPT = Path.of("target/fuzz");
  private static final int BATCH = 250;

  /** Not wrong, but each may be a bug of ours. */
  private static final Set<Code> WORTH_A_LOOK = Set.of(Code.DG0001, Code.DG0005);

  private final long seed = Long.getLong("fuzz.seed", 20_261_124L);
  private final int count = Integer.getInteger("fuzz.files", 200);
  private final Random random = new Random(seed);
  private final List<String> yamls = new ArrayList<>();
  private final List<String> queries = new ArrayList<>();
  private final Map<String, byte[]> world = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();
  private final Map<Code, Integer> codes = new EnumMap<>(Code.class);
  private final int whole;
  private int accepted;

  FuzzTest() throws IOException {
    RepositoryFiles.read(RESOURCES.resolve("world")).contents().forEach(world::put);
    collect(Path.of(System.getProperty("daggers.root")).resolve("daggers"));
    collect(RESOURCES.resolve("warned"));
    whole = yamls.size();
    collect(RESOURCES);
  }

  @Test
  void damagedFilesEndInFindingsThatCanBeShown() throws IOException {
    System.out.printf("fuzz: %d files, seed %d%n", count, seed);
    try (Planner planner = WorkerPlanner.start()) {
      for (int first = 0; first < count; first += BATCH) {
        RepositoryFiles files = batch(first, Math.min(count, first + BATCH));
        for (Verdict verdict : Validator.judge(files, planner).verdicts()) {
          look(verdict, files);
        }
      }
    }
    System.out.printf("fuzz: %d accepted; findings by code: %s%n", accepted, codes);

    assertThat(complaints).isEmpty();
  }

  /** Each dagger has one damaged file and one that is whole. */
  private RepositoryFiles batch(int from, int to) {
    Map<String, byte[]> files = new TreeMap<>(world);
    for (int i = from; i < to; i++) {
      int which = random.nextInt(random.nextInt(10) < 6 ? whole : yamls.size());
      String folder = "daggers/fuzz/case-" + i + "/";
      byte[] yaml = yamls.get(which).getBytes(StandardCharsets.UTF_8);
      byte[] query = queries.get(which).getBytes(StandardCharsets.UTF_8);
      int other = random.nextInt(yamls.size());
      if (random.nextInt(10) < 3) {
        yaml = Mutation.mutate(yamls.get(which), yamls.get(other), random);
      } else {
        query = Mutation.mutate(queries.get(which), queries.get(other), random);
      }
      files.put(folder + "dagger.yaml", yaml);
      files.put(folder + "query.sql", query);
    }
    return RepositoryFiles.of(files);
  }

  private void look(Verdict verdict, RepositoryFiles files) throws IOException {
    if (verdict instanceof Verdict.Accepted) {
      accepted++;
    }
    String written =
        files.text(verdict.name().folder() + "/dagger.yaml").orElse("")
            + files.text(verdict.name().folder() + "/query.sql").orElse("");
    for (Diagnostic diagnostic : verdict.diagnostics()) {
      codes.merge(diagnostic.code(), 1, Integer::sum);
      String complaint = Complaints.about(diagnostic, files, written).orElse("");
      if (!complaint.isEmpty()) {
        complaints.add(verdict.name() + " " + diagnostic.code() + " " + complaint);
      }
      if (!complaint.isEmpty() || WORTH_A_LOOK.contains(diagnostic.code())) {
        keep(verdict, diagnostic, files);
      }
    }
  }

  private void keep(Verdict verdict, Diagnostic diagnostic, RepositoryFiles files)
      throws IOException {
    Path folder = KEPT.resolve(seed + "/" + verdict.name().dagger());
    Files.createDirectories(folder);
    for (String file : List.of("dagger.yaml", "query.sql")) {
      byte[] content = files.contents().get(verdict.name().folder() + "/" + file);
      Files.write(folder.resolve(file), content == null ? new byte[0] : content);
    }
    Files.writeString(folder.resolve("finding.txt"), diagnostic.toString());
  }

  private void collect(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path query : (Iterable<Path>) paths.sorted()::iterator) {
        Path yaml = query.resolveSibling("dagger.yaml");
        if (query.endsWith("query.sql") && Files.exists(yaml)) {
          queries.add(Files.readString(query));
          yamls.add(Files.readString(yaml));
        }
      }
    }
  }
}
