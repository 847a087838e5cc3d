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
 * @param folder of all but one: the same jar twice under two names is not always there twice
 * @param job that with the program's main class, beside that folder
 */
record RunnerLibrary(Path folder, Path job) {

  private static final String LIBRARY = "lib";
  private static final String JOB = "runner-job-";

  /** Flink looks for its own by this name. */
  private static final String YARN = "flink-yarn-";

  private static final String DIST = "flink-dist-";
  private static final int DIGITS = 16;

  /** What tells these jars from others: a few hexadecimal digits. */
  String version() {
    return folder.getParent().getName();
  }

  /**
   * Copies the jars unless they are there already.
   *
   * @param folder a URI
   * @param jars the runner's class path
   */
  static RunnerLibrary publish(String folder, List<java.nio.file.Path> jars)
      throws PlatformException {
    try {
      Path version = new Path(folder, "runner/" + version(jars));
      FileSystem files = version.getFileSystem();
      if (!files.exists(version)) {
        // A job must not start with some of them.
        Path unfinished = new Path(folder, "runner/" + UUID.randomUUID() + ".new");
        for (java.nio.file.Path jar : jars) {
          copy(jar, place(unfinished, name(jar)), files);
        }
        if (!files.rename(unfinished, version) && !files.exists(version)) {
          throw new IOException("the folder cannot be given its name");
        }
      }
      String job =
          jars.stream()
              .map(RunnerLibrary::name)
              .filter(name -> name.startsWith(JOB))
              .findFirst()
              .orElseThrow(() -> new IOException("there is no " + JOB + "*.jar among them"));
      return new RunnerLibrary(new Path(version, LIBRARY), place(version, job));
    } catch (IOException e) {
      throw new PlatformException(
          "the runner's jars cannot be copied to %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static Path place(Path version, String name) {
    return name.startsWith(JOB) ? new Path(version, name) : new Path(version, LIBRARY + "/" + name);
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
