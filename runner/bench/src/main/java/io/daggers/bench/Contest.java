package io.daggers.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * One contender in a process of its own: it reads batches of bookings, one after the other, in one
 * job. The first meets a cold JVM, the others come ever nearer to what a job is for nearly all of
 * its life: code that has been compiled. For each, the processor time of the whole process is taken
 * until its results are all there.
 */
final class Contest {

  private Contest() {}

  /**
   * Prints {@code CPU_SECONDS WALL_SECONDS ROWS} for each batch.
   *
   * @param args name of the contender, bootstrap servers, and for each batch how many records it
   *     has, and how many of them the query counts
   */
  public static void main(String[] args) throws Exception {
    List<Batch> batches = Stream.of(args).skip(2).map(Batch::parse).toList();
    if (args[0].equals("floor")) {
      Floor.read(args[1], batches);
    } else {
      run(contender(args[0]), args[1], batches);
    }
    // Flink leaves threads behind.
    Runtime.getRuntime().halt(0);
  }

  static Contender contender(String name) {
    return switch (name) {
      case "ours" -> new DaggerContender();
      case "dynamic_message" -> new DynamicMessageContender();
      case "flink_protobuf" -> new FlinkProtobufContender();
      case "hand_coded" -> new HandCodedContender();
      default -> throw new IllegalArgumentException("no contender " + name);
    };
  }

  private static void run(Contender contender, String bootstrapServers, List<Batch> batches)
      throws Exception {
    try (BenchFlink flink =
        BenchFlink.run(contender.graph(bootstrapServers), BenchFlink.configuration())) {
      Stopwatch stopwatch = new Stopwatch();
      long rows = 0;
      long completed = 0;
      for (Batch batch : batches) {
        completed += batch.completed();
        flink.await(CountingSink.BOOKINGS::sum, completed, 2);
        stopwatch.lap(CountingSink.ROWS.sum() - rows);
        rows = CountingSink.ROWS.sum();
      }
      if (CountingSink.BOOKINGS.sum() != completed) {
        throw new IllegalStateException("counted too many: " + CountingSink.BOOKINGS.sum());
      }
    }
  }
}
