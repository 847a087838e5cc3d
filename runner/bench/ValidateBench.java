import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures {@code bin/dagger validate} as people run it: many daggers, one from a cold start, and
 * what class archives are worth. Run it with {@code make bench}; it is a program of one file, and
 * no part of the build. Memory is read from {@code /proc}, so it is shown on Linux only.
 */
final class ValidateBench {

  private static final double MANY_SECONDS = 60;
  private static final double MANY_MEBIBYTES = 2048;
  private static final double WARM_MILLIS = 50;
  private static final double COLD_SECONDS = 3;
  private static final int COLD_RUNS = 5;
  private static final int MANY_RUNS = 3;

  private static final Pattern ACCEPTED = Pattern.compile("(\\d+) daggers? accepted");
  private static final Pattern PLANNED = Pattern.compile("planned_micros=(\\d+)");

  public static void main(String[] args) throws Exception {
    int daggers = Integer.parseInt(args[0]);
    Path home = Path.of("").toAbsolutePath();
    Path work = Files.createTempDirectory("daggers-bench");
    try {
      Path one = repository(home, work.resolve("one"), 1);
      Run.of(home, one, Map.of());
      cold(home, one);
      many(home, repository(home, work.resolve("many"), daggers), daggers);
    } finally {
      delete(work);
    }
  }

  private static void cold(Path home, Path one) throws Exception {
    List<Run> with = new ArrayList<>();
    List<Run> without = new ArrayList<>();
    for (int i = 0; i < COLD_RUNS; i++) {
      with.add(Run.of(home, one, Map.of()));
      without.add(Run.of(home, one, Map.of("DAGGER_ARCHIVES", "none")));
    }
    double seconds = median(with, Run::seconds);
    System.out.printf(
        "one dagger, cold: %.2f s wall, %.2f s of processors (limit %.0f s: %.2f)%n",
        seconds, median(with, Run::cpuSeconds), COLD_SECONDS, seconds / COLD_SECONDS);
    System.out.printf(
        "  without class archives: %.2f s wall, %.2f s of processors; with : without = %.2f, %.2f%n",
        median(without, Run::seconds),
        median(without, Run::cpuSeconds),
        seconds / median(without, Run::seconds),
        median(with, Run::cpuSeconds) / median(without, Run::cpuSeconds));
  }

  private static void many(Path home, Path root, int daggers) throws Exception {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < MANY_RUNS; i++) {
      Run run = Run.of(home, root, Map.of());
      if (run.accepted() != daggers) {
        throw new IllegalStateException(run.accepted() + " daggers of " + daggers + " accepted");
      }
      runs.add(run);
    }
    System.out.printf(
        "%,d daggers, all accepted: %.1f s wall, %.1f s of processors, %.0f MiB"
            + " (limit %.0f s, %.0f MiB: %.2f, %.2f)%n",
        daggers,
        median(runs, Run::seconds),
        median(runs, Run::cpuSeconds),
        median(runs, Run::mebibytes),
        MANY_SECONDS,
        MANY_MEBIBYTES,
        median(runs, Run::seconds) / MANY_SECONDS,
        median(runs, Run::mebibytes) / MANY_MEBIBYTES);
    double median = median(runs, Run::warmMillis);
    System.out.printf(
        "a warm dagger: %.1f ms in the median (limit %.0f ms: %.2f)%n",
        median, WARM_MILLIS, median / WARM_MILLIS);
  }

  /** One run of the command, with what it took. */
  private record Run(
      double seconds, double cpuSeconds, double mebibytes, List<Double> millis, int accepted) {

    /** The first of each process are not warm. */
    double warmMillis() {
      return median(millis.subList(millis.size() / 10, millis.size()), value -> value);
    }

    static Run of(Path home, Path root, Map<String, String> environment) throws Exception {
      Path out = Files.createTempFile("daggers-bench", ".txt");
      Path log = Files.createTempFile("daggers-bench", ".log");
      Path configuration = home.resolve("runner/bench/log4j2-bench.properties");
      ProcessBuilder builder =
          new ProcessBuilder(
              home.resolve("bin/dagger").toString(), "validate", "--root", root.toString());
      builder.environment().putAll(environment);
      builder
          .environment()
          .put("DAGGER_JAVA_OPTS", "-Dlog4j2.configurationFile=" + configuration.toUri());
      builder.redirectOutput(out.toFile()).redirectError(log.toFile());
      long start = System.nanoTime();
      Process process = builder.start();
      long most = 0;
      Map<Long, Duration> cpu = new HashMap<>();
      while (process.isAlive()) {
        List<ProcessHandle> all =
            Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
        most = Math.max(most, all.stream().mapToLong(ValidateBench::residentKibibytes).sum());
        all.forEach(p -> p.info().totalCpuDuration().ifPresent(t -> cpu.put(p.pid(), t)));
        Thread.sleep(20);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      List<Double> millis = new ArrayList<>();
      Matcher matcher = PLANNED.matcher(Files.readString(log));
      while (matcher.find()) {
        millis.add(Long.parseLong(matcher.group(1)) / 1e3);
      }
      Matcher summary = ACCEPTED.matcher(Files.readString(out));
      Files.delete(out);
      Files.delete(log);
      double cpuSeconds = cpu.values().stream().mapToDouble(d -> d.toMillis() / 1e3).sum();
      return new Run(
          seconds,
          cpuSeconds,
          most / 1024.0,
          millis,
          summary.find() ? Integer.parseInt(summary.group(1)) : 0);
    }
  }

  /** The queries that the validator's own tests accept, again and again with other names. */
  private static Path repository(Path home, Path root, int daggers) throws IOException {
    Path resources = home.resolve("validator/src/test/resources");
    copy(resources.resolve("world"), root);
    List<Path> originals;
    try (Stream<Path> paths = Files.list(resources.resolve("valid"))) {
      originals = paths.sorted().toList();
    }
    for (int i = 0; i < daggers; i++) {
      Path original = originals.get(i % originals.size());
      String name = original.getFileName() + "-" + i;
      Path copy = root.resolve("daggers/cases/" + name);
      copy(original, copy);
      String yaml = Files.readString(copy.resolve("dagger.yaml"));
      Files.writeString(
          copy.resolve("dagger.yaml"),
          yaml.replaceAll("measurement: (\\w+)", "measurement: $1_" + i));
      Files.writeString(
          copy.resolve("query.sql"), "-- " + name + "\n", StandardOpenOption.APPEND);
    }
    return root;
  }

  private static long residentKibibytes(ProcessHandle process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // it has ended meanwhile
    }
  }

  private interface Figure<T> {
    double of(T value);
  }

  private static <T> double median(List<T> values, Figure<T> figure) {
    double[] sorted = values.stream().mapToDouble(figure::of).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
