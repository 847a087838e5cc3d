package io.daggers.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
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

  /** Makes the folder a git repository if it is none, and commits all that is in it. */
  static void commit(Path root) throws GitAPIException {
    try (Git git = Git.init().setDirectory(root.toFile()).setInitialBranch("main").call()) {
      git.add().addFilepattern(".").call();
      git.add().addFilepattern(".").setUpdate(true).call();
      git.commit()
          .setMessage("All")
          .setSign(false)
          .setAuthor("Ana Lyst", "ana@example.com")
          .setCommitter("Ana Lyst", "ana@example.com")
          .call();
    }
  }

  static Answer run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        DaggerCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Answer(command.execute(arguments), out.toString(), err.toString());
  }
}
