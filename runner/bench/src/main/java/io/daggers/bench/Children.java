package io.daggers.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes of the bench, all with the same JVM settings. */
final class Children {

  static final String HEAP = "3g";

  private Children() {}

  /** Runs a class to its end and returns the lines that it prints. */
  static List<String> run(Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    return run(main, arguments, HEAP);
  }

  /** The same with another heap. */
  static List<String> run(Class<?> main, List<String> arguments, String heap)
      throws IOException, InterruptedException {
    Process process = start(main, arguments, heap);
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    if (process.waitFor() != 0) {
      throw new IOException(main.getSimpleName() + " " + arguments + " failed");
    }
    return lines;
  }

  static Process start(Class<?> main, List<String> arguments, String heap) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms" + heap,
            "-Xmx" + heap,
            "-XX:+UseG1GC",
            "-Duser.timezone=UTC",
            "-Djava.net.preferIPv4Stack=true",
            "-Dlog4j2.configurationFile="
                + Checkout.ROOT.resolve("runner/bench/log4j2-bench.properties").toUri(),
            "-Ddaggers.root=" + Checkout.ROOT));
    for (String opened : List.of("java.lang", "java.util", "java.nio", "java.time")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
