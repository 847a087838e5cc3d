package io.daggers.validator.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a child process.
 *
 * @param java the program
 * @param classPath with this module and Flink on it
 * @param archive classes as the JVM maps them into memory; without it, or where it does not fit,
 *     starting takes longer; null where there is none
 */
public record WorkerCommand(Path java, String classPath, @Nullable Path archive) {

  /** The system property that names the folder of class archives. */
  public static final String ARCHIVES = "daggers.archives";

  private static final String ARCHIVE = "worker.jsa";

  /** The JVM and the class path of this process. */
  public static WorkerCommand likeThisProcess() {
    String archives = System.getProperty(ARCHIVES);
    return new WorkerCommand(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        System.getProperty("java.class.path"),
        archives == null ? null : Path.of(archives, ARCHIVE));
  }

  /** The words of the command, for a process that works in a folder of its own. */
  List<String> words(int heapMebibytes, Path folder) {
    List<String> words = new ArrayList<>();
    words.add(java.toString());
    words.add("-Xmx" + heapMebibytes + "m");
    words.add("-XX:MaxMetaspaceSize=256m");
    words.add("-XX:ReservedCodeCacheSize=64m");
    words.add("-XX:+ExitOnOutOfMemoryError");
    words.add("-XX:+UseSerialGC");
    words.add("-XX:TieredStopAtLevel=1");
    // Nothing of the JVM's own may get between the answers, or lie about afterwards.
    words.add("-XX:+DisplayVMOutputToStderr");
    words.add("-Xlog:disable");
    words.add("-XX:-UsePerfData");
    words.add("-XX:-CreateCoredumpOnCrash");
    if (archive != null && Files.isRegularFile(archive)) {
      words.add("-XX:SharedArchiveFile=" + archive);
    }
    words.add("-Djava.io.tmpdir=" + folder);
    words.add("-Djava.awt.headless=true");
    words.add("-Dfile.encoding=UTF-8");
    words.add("-Duser.language=en");
    words.add("-Duser.timezone=UTC");
    words.add("-Dlog4j2.level=ERROR");
    for (String opened : List.of("java.lang", "java.util", "java.nio")) {
      words.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    words.add("-cp");
    words.add(classPath);
    words.add(WorkerMain.class.getName());
    return words;
  }
}
