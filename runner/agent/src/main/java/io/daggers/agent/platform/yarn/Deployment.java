package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobId;
import io.daggers.job.DaggerJob;
import io.daggers.job.DaggerMain;
import io.daggers.job.bundle.JobBundle;
import io.daggers.topology.Environment;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.client.deployment.ClusterSpecification;
import org.apache.flink.client.deployment.application.ApplicationConfiguration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.fs.Path;
import org.apache.flink.yarn.configuration.YarnConfigOptions;
import org.apache.flink.yarn.configuration.YarnDeploymentTarget;
import org.apache.hadoop.yarn.api.records.ApplicationId;

/**
 * One start of a job as an application of its own.
 *
 * @param file the bundle, on the cluster's file system
 * @param note where its program writes why it failed
 * @param logging a folder with {@code log4j.properties}
 */
record Deployment(
    JobId id,
    JobBundle bundle,
    InitialState from,
    Environment environment,
    RunnerLibrary library,
    Path file,
    Path note,
    java.nio.file.Path logging) {

  /** What Flink reaches into, of a Java that is closed otherwise. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.text",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks",
          "sun.nio.ch");

  Configuration configuration() {
    Environment.Yarn yarn = Objects.requireNonNull(environment.yarn());
    Configuration flink = new Configuration();
    flink.set(DeploymentOptions.TARGET, YarnDeploymentTarget.APPLICATION.getName());
    flink.set(YarnConfigOptions.APPLICATION_NAME, bundle.dagger().toString());
    flink.set(YarnConfigOptions.APPLICATION_QUEUE, yarn.queue(bundle.dagger().team()));
    flink.set(
        YarnConfigOptions.APPLICATION_TAGS,
        ApplicationTags.of(bundle, library).text(environment.name()));
    // How often it hears that a container is there; by default, seconds of a start are such waits.
    flink.set(YarnConfigOptions.HEARTBEAT_DELAY_SECONDS, 1);
    flink.addAll(HighAvailability.options(environment, yarn, application()));
    flink.set(YarnConfigOptions.PROVIDED_LIB_DIRS, List.of(library.folder().toString()));
    flink.set(PipelineOptions.JARS, List.of(library.job().toString()));
    flink.set(CoreOptions.CLASSLOADER_RESOLVE_ORDER, "parent-first");
    flink.set(CoreOptions.FLINK_JVM_OPTIONS, opens());
    flink.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, id.value());
    flink.set(
        JobManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse(bundle.resources().jobmanager()));
    // Planning takes heap, of which Flink would leave a quarter.
    flink.set(JobManagerOptions.OFF_HEAP_MEMORY, MemorySize.ofMebiBytes(64));
    flink.set(JobManagerOptions.JVM_OVERHEAD_MIN, MemorySize.ofMebiBytes(64));
    flink.set(
        TaskManagerOptions.TOTAL_PROCESS_MEMORY,
        MemorySize.parse(bundle.resources().taskmanager()));
    flink.set(TaskManagerOptions.JVM_METASPACE, MemorySize.ofMebiBytes(192));
    flink.set(TaskManagerOptions.JVM_OVERHEAD_MIN, MemorySize.ofMebiBytes(64));
    if (bundle.stateBackend() == Environment.StateBackend.HASHMAP) {
      // State is on the heap then, of which Flink would leave next to nothing.
      flink.set(TaskManagerOptions.MANAGED_MEMORY_FRACTION, 0.2f);
    }
    flink.set(TaskManagerOptions.NUM_TASK_SLOTS, 1);
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, environment.checkpoints());
    flink.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, environment.savepoints());
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    // Jobs come from git alone: the pages show them and change nothing.
    flink.set(WebOptions.SUBMIT_ENABLE, false);
    if (from instanceof InitialState.Saved saved) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, saved.location());
    } else if (from instanceof InitialState.OpenWindows open) {
      flink.set(DaggerJob.WRITTEN_UNTIL, open.writtenUntil().toEpochMilli());
    }
    return flink;
  }

  private ApplicationId application() {
    return ApplicationIds.application(id)
        .orElseThrow(() -> new IllegalArgumentException(id + " is no application's"));
  }

  ApplicationConfiguration program() {
    String secrets = Objects.requireNonNull(environment.yarn()).secretsFolder();
    Stream<String> arguments = Stream.of(file.toString(), note.toString());
    return new ApplicationConfiguration(
        Stream.concat(arguments, Stream.ofNullable(secrets)).toArray(String[]::new),
        DaggerMain.class.getName());
  }

  ClusterSpecification size() {
    return new ClusterSpecification.ClusterSpecificationBuilder()
        .setMasterMemoryMB(MemorySize.parse(bundle.resources().jobmanager()).getMebiBytes())
        .setTaskManagerMemoryMB(MemorySize.parse(bundle.resources().taskmanager()).getMebiBytes())
        .setSlotsPerTaskManager(1)
        .createClusterSpecification();
  }

  private static String opens() {
    return Stream.concat(
            OPENED.stream().map(name -> "--add-opens=java.base/%s=ALL-UNNAMED".formatted(name)),
            Stream.of(
                "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
                "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
                "-Djava.net.preferIPv4Stack=true",
                "-Duser.timezone=UTC"))
        .collect(Collectors.joining(" "));
  }
}
