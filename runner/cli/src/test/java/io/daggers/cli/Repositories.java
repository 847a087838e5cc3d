package io.daggers.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Repositories on disk with the project's own schemas, and commands run on them. */
final class Repositories {

  static final Path OWN = Path.of(System.getProperty("daggers.root"));

  private Repositories() {}

  /** What a command told the shell and wrote. */
  record Answer(int exitCode, String out, String err) {}

  static void copySchemas(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(OWN.resolve("schemas"))) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        Path copy = root.resolve(OWN.relativize(path).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(path, copy);
      }
    }
  }

  static void write(Path root, String dagger, String yaml, String sql) throws IOException {
    Path folder = Files.createDirectories(root.resolve("daggers").resolve(dagger));
    Files.writeString(folder.resolve("dagger.yaml"), yaml);
    Files.writeString(folder.resolve("query.sql"), sql);
  }

  static Answer run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        DaggerCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Answer(command.execute(arguments), out.toString(), err.toString());
  }
}
