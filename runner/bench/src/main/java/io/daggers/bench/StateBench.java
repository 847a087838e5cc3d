package io.daggers.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.daggers.local.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Measures what much state costs, and what exactly-once costs: {@code make bench-state}. The
 * contenders of the first are filled once, as that takes the longest, and then measured in rounds;
 * those of the second take turns.
 */
final class StateBench {

  /** A prime, so that its multiples meet each customer once. */
  private static final long STRIDE = Integer.MAX_VALUE;

  /** With all the keys, on the heap, and twice where a checkpoint copies them. */
  private static final String HEAP = "7g";

  private final long keys;
  private final int rounds;
  private final ObjectNode json = new ObjectMapper().createObjectNode();

  private StateBench(long keys, int rounds) {
    this.keys = keys;
    this.rounds = rounds;
  }

  /**
   * @param args keys, rounds
   */
  public static void main(String[] args) throws Exception {
    new StateBench(Long.parseLong(args[0]), Integer.parseInt(args[1])).run();
  }

  private void run() throws Exception {
    json.put("keys", keys).put("rounds", rounds);
    try (WorkFolder work = WorkFolder.create();
        KafkaBroker broker = KafkaBroker.start(work.resolve("kafka"))) {
      broker.createTopic(Contender.TOPIC, Bookings.PARTITIONS);
      state(broker.bootstrapServers(), work);
    }
    try (WorkFolder work = WorkFolder.create();
        KafkaBroker broker = KafkaBroker.start(work.resolve("kafka"))) {
      broker.createTopics(List.of(Contender.TOPIC, TripTopic.NAME), Bookings.PARTITIONS);
      delivery(broker.bootstrapServers(), work);
    }
    Path out = Checkout.ROOT.resolve("runner/bench/target/bench-state.json");
    Files.writeString(out, json.toPrettyString() + "\n");
    System.out.println("written to " + Checkout.ROOT.relativize(out));
  }

  private void state(String bootstrapServers, WorkFolder work) throws Exception {
    List<Long> batches = new ArrayList<>(List.of(keys));
    for (int round = 0; round < rounds; round++) {
      batches.add(keys / 5);
    }
    fill(bootstrapServers, batches);
    System.out.printf(
        "%,d keys, %d times %,d records of known keys%n%n"
            + "                          CPU s/M   records/s   CPU ratio   filling s/M"
            + "   checkpoints: median and max ms, MB written, MB of state%n",
        keys, rounds, keys / 5);
    StateFigures plain = null;
    for (String backend : List.of("rocksdb", "hashmap")) {
      for (boolean checkpoints : List.of(false, true)) {
        Path folder = Files.createDirectories(work.resolve("state"));
        List<String> arguments =
            new ArrayList<>(
                List.of(backend, String.valueOf(checkpoints), bootstrapServers, folder.toString()));
        batches.forEach(batch -> arguments.add(batch.toString()));
        String heap = backend.equals("rocksdb") ? Children.HEAP : HEAP;
        StateFigures figures =
            StateFigures.parse(Children.run(StateContest.class, arguments, heap), batches);
        WorkFolder.delete(folder);
        plain = plain == null ? figures : plain;
        String name = backend + (checkpoints ? "" : "_no_checkpoints");
        System.out.println(figures.line(name, plain));
        figures.write(json.putObject(name));
      }
    }
  }

  private void fill(String bootstrapServers, List<Long> batches) {
    EncodedBookings bookings = new EncodedBookings(20_261_126);
    SplittableRandom random = new SplittableRandom(1);
    long day = 1_767_225_600_000L;
    long records = batches.stream().mapToLong(Long::longValue).sum();
    try (KafkaProducer<byte[], byte[]> producer = Producers.open(bootstrapServers)) {
      for (long i = 0; i < records; i++) {
        long customer = i < keys ? i * STRIDE % keys : random.nextLong(keys);
        // All within one day.
        long millis = day + i * 80_000_000 / records;
        Producers.send(producer, i, bookings.at(i, millis, "customer-" + customer));
      }
    }
  }

  private void delivery(String bootstrapServers, WorkFolder work) throws Exception {
    long first = keys / 10;
    long measured = keys * 3 / 10;
    EncodedBookings bookings = new EncodedBookings(20_261_128);
    try (KafkaProducer<byte[], byte[]> producer = Producers.open(bootstrapServers)) {
      for (long i = 0; i < first + measured; i++) {
        Producers.send(producer, i, bookings.at(i, 1_767_225_600_000L + i / 5));
      }
    }
    DeliveryFigures atLeastOnce = new DeliveryFigures("at-least-once");
    DeliveryFigures exactlyOnce = new DeliveryFigures("exactly-once");
    for (int round = 0; round < rounds; round++) {
      for (DeliveryFigures figures : List.of(atLeastOnce, exactlyOnce)) {
        Path folder = Files.createDirectories(work.resolve("delivery"));
        figures.add(
            Children.run(
                DeliveryContest.class,
                List.of(figures.delivery(), bootstrapServers, folder.toString(), first + ""),
                Children.HEAP));
        WorkFolder.delete(folder);
      }
    }
    System.out.printf(
        "%nto Kafka, medians of %d   CPU s/M   records/s   ms until read_committed (median, max)"
            + "   CPU ratio%n",
        rounds);
    for (DeliveryFigures figures : List.of(atLeastOnce, exactlyOnce)) {
      System.out.println(figures.line(atLeastOnce));
      figures.write(json.putObject(figures.delivery().replace('-', '_')), atLeastOnce);
    }
  }
}
