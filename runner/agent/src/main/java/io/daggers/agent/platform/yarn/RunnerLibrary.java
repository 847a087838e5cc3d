package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.PlatformException;
import io.daggers.sql.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The jars of this runner on the cluster's file system, from where nodes take them, once each.
 *
 * @param folder the folder of all jars
 * @param job that with the program's main class
 */
record RunnerLibrary(Path folder, Path job) {

  private static final String JOB = "runner-job-";

  /** Flink looks for its own by this name. */
  private static final String YARN = "flink-yarn-";

  private static final String DIST = "flink-dist-";
  private static final int DIGITS = 16;

  /**
   * Copies the jars unless they are there already.
   *
   * @param folder a URI
   * @param jars the runner's class path
   */
  static RunnerLibrary publish(String folder, List<java.nio.file.Path> jars)
      throws PlatformException {
    try {
      Path library = new Path(folder, "lib/" + version(jars));
      FileSystem files = library.getFileSystem();
      if (!files.exists(library)) {
        // A job must not start with some of them.
        Path unfinished = new Path(folder, "lib/" + UUID.randomUUID() + ".new");
        for (java.nio.file.Path jar : jars) {
          copy(jar, new Path(unfinished, name(jar)), files);
        }
        if (!files.rename(unfinished, library) && !files.exists(library)) {
          throw new IOException("the folder cannot be given its name");
        }
      }
      String job =
          jars.stream()
              .map(RunnerLibrary::name)
              .filter(name -> name.startsWith(JOB))
              .findFirst()
              .orElseThrow(() -> new IOException("there is no " + JOB + "*.jar among them"));
      return new RunnerLibrary(library, new Path(library, job));
    } catch (IOException e) {
      throw new PlatformException(
          "the runner's jars cannot be copied to %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** Names and sizes; and of our own, which keep both from build to build, the times. */
  private static String version(List<java.nio.file.Path> jars) throws IOException {
    List<String> lines = new ArrayList<>();
    for (java.nio.file.Path jar : jars) {
      String time = jar.toString().contains("SNAPSHOT") ? " " + Files.getLastModifiedTime(jar) : "";
      lines.add(name(jar) + " " + Files.size(jar) + time);
    }
    return Digest.of(String.join("\n", lines.stream().sorted().toList())).substring(0, DIGITS);
  }

  private static String name(java.nio.file.Path jar) {
    String name = jar.getFileName().toString();
    return name.startsWith(YARN) ? DIST + name.substring(YARN.length()) : name;
  }

  private static void copy(java.nio.file.Path jar, Path to, FileSystem files) throws IOException {
    try (FSDataOutputStream out = files.create(to, FileSystem.WriteMode.NO_OVERWRITE)) {
      Files.copy(jar, out);
    }
  }
}
