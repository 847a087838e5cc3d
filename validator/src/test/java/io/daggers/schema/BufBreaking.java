package io.daggers.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * The real {@code buf breaking}, in the version and with the checksums of src/test/resources/buf.
 */
final class BufBreaking {

  private static final Path LOCK = Path.of("src/test/resources/buf");
  private static final int FOUND_SOMETHING = 100;

  private static final String CONFIG =
      Stream.of(EvolutionRule.values())
          .map(EvolutionRule::name)
          .collect(
              Collectors.joining(
                  "\",\"", "{\"version\":\"v2\",\"breaking\":{\"use\":[\"", "\"]}}"));

  private final Path program;
  private final Path home;

  private BufBreaking(Path program, Path home) {
    this.program = program;
    this.home = home;
  }

  /** Installs it below target/ with npm; the test is skipped where that cannot be done. */
  static BufBreaking install() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("target/buf").toAbsolutePath());
    if (program(folder).isEmpty()) {
      for (String file : List.of("package.json", "package-lock.json")) {
        Files.write(folder.resolve(file), Files.readAllBytes(LOCK.resolve(file)));
      }
      Path log = folder.resolve("npm.log");
      try {
        run(folder, log, 300, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      } catch (IOException e) {
        throw new TestAbortedException("skipped: npm, which brings buf, is not on this machine", e);
      }
      if (program(folder).isEmpty()) {
        throw new TestAbortedException(
            "skipped: npm could not install buf on this machine: " + Files.readString(log));
      }
    }
    return new BufBreaking(program(folder).get(0), folder);
  }

  /** The rules that it finds broken, by the index of the edit in a batch. */
  Map<Integer, Set<EvolutionRule>> compare(
      Map<String, String> before, Map<String, String> after, Path work)
      throws IOException, InterruptedException {
    Path old = write(before, work.resolve("before"));
    Path now = write(after, work.resolve("after"));
    Path out = work.resolve("out.txt");
    int exit =
        run(
            home,
            out,
            60,
            program.toString(),
            "breaking",
            now.toString(),
            "--against",
            old.toString(),
            "--config",
            CONFIG,
            "--against-config",
            CONFIG,
            "--error-format",
            "json");
    String text = Files.readString(out);
    if (exit != 0 && exit != FOUND_SOMETHING) {
      throw new IOException("buf ended with " + exit + ": " + text);
    }
    Map<Integer, Set<EvolutionRule>> rules = new TreeMap<>();
    for (String line : text.lines().filter(one -> one.startsWith("{")).toList()) {
      JsonNode finding = new ObjectMapper().readTree(line);
      rules
          .computeIfAbsent(
              EvolutionBatch.index(finding.path("path").asText() + finding.get("message").asText()),
              index -> EnumSet.noneOf(EvolutionRule.class))
          .add(EvolutionRule.valueOf(finding.get("type").asText()));
    }
    return rules;
  }

  private static Path write(Map<String, String> protos, Path folder) throws IOException {
    for (Map.Entry<String, String> proto : protos.entrySet()) {
      Path file = folder.resolve(proto.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, proto.getValue().getBytes(StandardCharsets.UTF_8));
    }
    return folder;
  }

  private static List<Path> program(Path folder) throws IOException {
    Path modules = folder.resolve("node_modules/@bufbuild");
    if (!Files.isDirectory(modules)) {
      return List.of();
    }
    try (Stream<Path> packages = Files.list(modules)) {
      return packages
          .filter(one -> one.getFileName().toString().startsWith("buf-"))
          .flatMap(one -> Stream.of(one.resolve("bin/buf"), one.resolve("bin/buf.exe")))
          .filter(Files::isExecutable)
          .toList();
    }
  }

  private static int run(Path folder, Path out, int seconds, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("BUF_CACHE_DIR", folder.resolve("cache").toString());
    Process process = builder.start();
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("did not end: " + Arrays.toString(command));
    }
    return process.exitValue();
  }
}
