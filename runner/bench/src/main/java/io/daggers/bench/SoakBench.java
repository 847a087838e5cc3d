package io.daggers.bench;

import io.daggers.local.InfluxServer;
import io.daggers.local.KafkaBroker;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A job that was down while events came, catches up, and then keeps up with a steady rate: {@code
 * make soak}. Ends with 1 where its memory grows, it falls behind, or its results are not exact.
 */
final class SoakBench {

  private static final Duration OUTAGE = Duration.ofMinutes(2);
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final String HEAP = "1g";

  private final Duration live;
  private final long rate;

  private SoakBench(Duration live, long rate) {
    this.live = live;
    this.rate = rate;
  }

  /**
   * @param args minutes at the rate, records in a second
   */
  public static void main(String[] args) throws Exception {
    boolean passed =
        new SoakBench(Duration.ofMinutes(Long.parseLong(args[0])), Long.parseLong(args[1])).run();
    System.exit(passed ? 0 : 1);
  }

  private boolean run() throws Exception {
    try (WorkFolder work = WorkFolder.create();
        KafkaBroker broker = KafkaBroker.start(work.resolve("kafka"));
        InfluxServer influx = InfluxServer.start(work.resolve("influx"))) {
      broker.createTopic(Contender.TOPIC, Bookings.PARTITIONS);
      return run(broker.bootstrapServers(), influx, work.resolve("job"));
    }
  }

  private boolean run(String bootstrapServers, InfluxServer influx, Path folder) throws Exception {
    List<Process> children = new ArrayList<>();
    try {
      Process producer =
          Children.start(
              SoakProducer.class,
              List.of(
                  bootstrapServers,
                  String.valueOf(rate),
                  String.valueOf(OUTAGE.toSeconds()),
                  String.valueOf(live.toSeconds())),
              "512m");
      children.add(producer);
      BufferedReader written = reader(producer);
      String begun = written.readLine();
      if (begun == null) {
        throw new IllegalStateException(
            "the producer does not reach %,d records/s here".formatted(rate));
      }
      long first = Long.parseLong(begun.split(" ")[1]);
      long down = System.currentTimeMillis() - first;
      System.out.printf(
          "down for %d s, in which %,d bookings came%n", down / 1_000, down * rate / 1_000);

      Process job =
          Children.start(
              SoakJob.class, List.of(bootstrapServers, influx.url(), folder.toString()), HEAP);
      children.add(job);
      SoakRecord record = new SoakRecord(rate, first);
      Thread listening = record.listen(reader(job));
      Tally expected = Tally.parse(written.lines().toList());
      record.end();
      boolean exact = expected.isReached(influx, DEADLINE);
      // Unlike the process itself, its handle leaves what it said to be read.
      job.toHandle().destroy();
      listening.join();
      boolean steady = SoakVerdict.print(record);
      System.out.println(
          exact ? expected + ": exactly as produced" : "NOT EXACT: " + expected.difference(influx));
      return steady && exact;
    } finally {
      for (Process child : children) {
        child.destroyForcibly().waitFor();
      }
    }
  }

  private static BufferedReader reader(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }
}
