package io.daggers.cli;

import io.daggers.agent.journal.AgentStorage;
import io.daggers.agent.journal.FolderStorage;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.platform.embedded.EmbeddedPlatform;
import io.daggers.agent.platform.yarn.ClusterStorage;
import io.daggers.agent.platform.yarn.HadoopFolder;
import io.daggers.agent.platform.yarn.YarnPlatform;
import io.daggers.job.secret.LateSecret;
import io.daggers.topology.Environment;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What an agent works with in an environment.
 *
 * @param storage becomes the agent's to close
 */
record AgentPlatform(JobPlatform platform, AgentStorage storage) {

  /** The variable that names the folder of Hadoop's settings, as Hadoop's own programs have it. */
  static final String HADOOP = "HADOOP_CONF_DIR";

  /**
   * @param folder of this machine, for one agent
   * @param out where it says that it waits for another agent to end
   */
  static AgentPlatform open(
      Environment environment, Path folder, Function<String, LateSecret> secrets, PrintWriter out)
      throws EnvironmentException, IOException, PlatformException, InterruptedException {
    return switch (environment.platform()) {
      case EMBEDDED -> embedded(environment, folder, secrets);
      case YARN -> onYarn(environment, folder, out);
    };
  }

  private static AgentPlatform embedded(
      Environment environment, Path folder, Function<String, LateSecret> secrets)
      throws IOException, PlatformException {
    AgentStorage storage = FolderStorage.open(folder);
    try {
      return new AgentPlatform(EmbeddedPlatform.start(environment, secrets), storage);
    } catch (PlatformException e) {
      storage.close();
      throw e;
    }
  }

  private static AgentPlatform onYarn(Environment environment, Path folder, PrintWriter out)
      throws EnvironmentException, IOException, PlatformException, InterruptedException {
    String hadoop = System.getenv(HADOOP);
    if (hadoop == null) {
      throw new EnvironmentException(
          "environment '%s' is on YARN: set %s to the folder of its core-site.xml, hdfs-site.xml and yarn-site.xml"
              .formatted(environment.name(), HADOOP));
    }
    HadoopFolder settings = HadoopFolder.of(Path.of(hadoop));
    AgentStorage storage = ClusterStorage.await(settings, environment, why -> standBy(why, out));
    try {
      return new AgentPlatform(
          YarnPlatform.connect(environment, settings, classPath(), folder), storage);
    } catch (PlatformException | RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  /** One agent acts; others wait until it ends. */
  private static void standBy(String why, PrintWriter out) {
    out.println("stands by: " + why);
    out.flush();
  }

  /** The jars this program runs from are what jobs run from. */
  private static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> path.endsWith(".jar"))
        .map(Path::of)
        .toList();
  }
}
