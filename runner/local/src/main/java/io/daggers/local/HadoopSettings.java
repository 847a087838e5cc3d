package io.daggers.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What four daemons on one machine need to be told: loopback only, one copy of each block, work
 * that outlives the daemons, and a queue for each team.
 */
final class HadoopSettings {

  /** How many ports they listen on. */
  static final int PORTS = 12;

  /** The folder of what containers work with, below that of the whole. */
  static final String CONTAINERS = "containers";

  private static final String LOOPBACK = "127.0.0.1";

  private final Path storage;
  private final List<Integer> ports;
  private final List<String> queues;
  private final int memoryMegabytes;

  /**
   * @param ports of the loopback interface, {@link #PORTS} of them
   * @param queues share the memory equally
   * @param memoryMegabytes for all containers together
   */
  HadoopSettings(Path storage, List<Integer> ports, List<String> queues, int memoryMegabytes) {
    this.storage = storage;
    this.ports = List.copyOf(ports);
    this.queues = List.copyOf(queues);
    this.memoryMegabytes = memoryMegabytes;
  }

  String fileSystem() {
    return "hdfs://" + at(0);
  }

  String nameNodePage() {
    return "http://" + at(1);
  }

  String resourceManagerPage() {
    return "http://" + at(9);
  }

  SortedMap<String, String> core() {
    return new TreeMap<>(
        Map.of(
            "fs.defaultFS", fileSystem(),
            "hadoop.tmp.dir", folder("tmp"),
            "hadoop.http.staticuser.user", System.getProperty("user.name")));
  }

  SortedMap<String, String> hdfs() {
    SortedMap<String, String> hdfs = new TreeMap<>();
    hdfs.put("dfs.replication", "1");
    hdfs.put("dfs.namenode.name.dir", "file://" + folder("names"));
    hdfs.put("dfs.datanode.data.dir", "file://" + folder("blocks"));
    hdfs.put("dfs.namenode.rpc-bind-host", LOOPBACK);
    hdfs.put("dfs.namenode.http-address", at(1));
    hdfs.put("dfs.namenode.secondary.http-address", LOOPBACK + ":0");
    hdfs.put("dfs.datanode.address", at(2));
    hdfs.put("dfs.datanode.http.address", at(3));
    hdfs.put("dfs.datanode.ipc.address", at(4));
    hdfs.put("dfs.namenode.safemode.extension", "0");
    hdfs.put("dfs.client.use.datanode.hostname", "false");
    hdfs.put("dfs.namenode.datanode.registration.ip-hostname-check", "false");
    hdfs.put("dfs.permissions.enabled", "false");
    return hdfs;
  }

  SortedMap<String, String> yarn() {
    SortedMap<String, String> yarn = new TreeMap<>();
    String manager = "yarn.resourcemanager.";
    yarn.put(manager + "hostname", LOOPBACK);
    yarn.put(manager + "address", at(5));
    yarn.put(manager + "scheduler.address", at(6));
    yarn.put(manager + "resource-tracker.address", at(7));
    yarn.put(manager + "admin.address", at(8));
    yarn.put(manager + "webapp.address", at(9));
    yarn.put(manager + "connect.retry-interval.ms", "1000");
    yarn.put(manager + "recovery.enabled", "true");
    yarn.put(
        manager + "store.class",
        "org.apache.hadoop.yarn.server.resourcemanager.recovery.FileSystemRMStateStore");
    yarn.put(manager + "fs.state-store.uri", "file://" + folder("applications"));
    yarn.put(manager + "work-preserving-recovery.enabled", "true");
    yarn.put(manager + "work-preserving-recovery.scheduling-wait-ms", "2000");
    yarn.put(manager + "am.max-attempts", "10");
    yarn.put(
        manager + "scheduler.class",
        "org.apache.hadoop.yarn.server.resourcemanager.scheduler.capacity.CapacityScheduler");
    yarn.put(manager + "nodemanagers.heartbeat-interval-ms", "200");
    yarn.put("yarn.scheduler.minimum-allocation-mb", "128");
    yarn.put("yarn.scheduler.maximum-allocation-mb", String.valueOf(memoryMegabytes));
    yarn.put("yarn.nm.liveness-monitor.expiry-interval-ms", "60000");
    yarn.put("yarn.am.liveness-monitor.expiry-interval-ms", "60000");
    String node = "yarn.nodemanager.";
    yarn.put(node + "hostname", "localhost");
    yarn.put(node + "address", "localhost:" + ports.get(10));
    yarn.put(node + "localizer.address", "localhost:" + ports.get(11));
    yarn.put(node + "webapp.address", "localhost:0");
    yarn.put(node + "resource.memory-mb", String.valueOf(memoryMegabytes));
    yarn.put(node + "resource.cpu-vcores", "64");
    yarn.put(node + "vmem-check-enabled", "false");
    yarn.put(node + "local-dirs", folder(CONTAINERS));
    yarn.put(node + "log-dirs", folder("container-logs"));
    String disks = node + "disk-health-checker.";
    yarn.put(disks + "max-disk-utilization-per-disk-percentage", "99");
    yarn.put(disks + "min-free-space-per-disk-mb", "100");
    yarn.put(node + "recovery.enabled", "true");
    yarn.put(node + "recovery.supervised", "true");
    yarn.put(node + "recovery.dir", folder("node"));
    yarn.put(node + "heartbeat.interval-ms", "200");
    return yarn;
  }

  SortedMap<String, String> scheduler() {
    SortedMap<String, String> scheduler = new TreeMap<>();
    String prefix = "yarn.scheduler.capacity.";
    scheduler.put(prefix + "root.queues", String.join(",", queues));
    // By default a tenth is for ApplicationMasters: with one for each job, far too little.
    scheduler.put(prefix + "maximum-am-resource-percent", "0.6");
    scheduler.put(
        prefix + "resource-calculator",
        "org.apache.hadoop.yarn.util.resource.DefaultResourceCalculator");
    for (String queue : queues) {
      scheduler.put(
          prefix + "root." + queue + ".capacity", "%.4f".formatted(100.0 / queues.size()));
      scheduler.put(prefix + "root." + queue + ".maximum-capacity", "100");
      scheduler.put(prefix + "root." + queue + ".user-limit-factor", "10");
    }
    return scheduler;
  }

  String log() {
    return """
    log4j.rootLogger=WARN,out
    log4j.appender.out=org.apache.log4j.ConsoleAppender
    log4j.appender.out.layout=org.apache.log4j.PatternLayout
    log4j.appender.out.layout.ConversionPattern=%d{ISO8601} %p %c{1}: %m%n
    """;
  }

  private String at(int port) {
    return LOOPBACK + ":" + ports.get(port);
  }

  private String folder(String name) {
    return storage.resolve(name).toString();
  }
}
