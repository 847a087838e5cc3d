package io.daggers.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.daggers.local.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import rides.booking.v1.Booking.BookingEvent;
import rides.booking.v1.Booking.Status;

/**
 * Measures the seed's query in processor time per record, against four other ways, and prints
 * ratios: {@code make bench}. Each contender has a process of its own; they take turns, so that
 * what else the machine does meets them all.
 */
final class PipelineBench {

  private static final String OURS = "ours";
  private static final List<String> CONTENDERS =
      List.of(OURS, "hand_coded", "flink_protobuf", "dynamic_message", "floor");

  /** The first meets a cold JVM, the second a warm one, the third one that has all but settled. */
  private static final int BATCHES = 3;

  private final long records;
  private final int rounds;
  private final Map<String, List<Double>> cold = new LinkedHashMap<>();
  private final Map<String, List<Double>> warm = new LinkedHashMap<>();
  private final Map<String, List<Double>> settled = new LinkedHashMap<>();
  private final Map<String, List<Double>> speed = new LinkedHashMap<>();

  private PipelineBench(long records, int rounds) {
    this.records = records;
    this.rounds = rounds;
  }

  /**
   * @param args records of a batch, rounds
   */
  public static void main(String[] args) throws Exception {
    new PipelineBench(Long.parseLong(args[0]), Integer.parseInt(args[1])).run();
  }

  private void run() throws Exception {
    ObjectNode json = new ObjectMapper().createObjectNode();
    ObjectNode ratios = json.putObject("ratios");
    ObjectNode settledRatios = json.putObject("settled_ratios");
    try (WorkFolder work = WorkFolder.create();
        KafkaBroker broker = KafkaBroker.start(work.resolve("kafka"))) {
      broker.createTopic(Contender.TOPIC, Bookings.PARTITIONS);
      List<Batch> batches = produce(broker.bootstrapServers());
      batches.forEach(
          batch ->
              System.out.printf(
                  "a batch of %,d bookings, %,d of them completed%n",
                  batch.records(), batch.completed()));
      for (int round = 0; round < rounds; round++) {
        for (String contender : CONTENDERS) {
          compete(contender, broker.bootstrapServers(), batches);
        }
      }
    }
    report();
    put(warm, ratios);
    put(settled, settledRatios);
    decoders(json, ratios);
    Path out = Checkout.ROOT.resolve("runner/bench/target/bench.json");
    Files.writeString(out, json.toPrettyString() + "\n");
    System.out.println("written to " + Checkout.ROOT.relativize(out));
  }

  private List<Batch> produce(String bootstrapServers) throws Exception {
    Bookings bookings = new Bookings(20_261_125);
    List<Batch> batches = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = Producers.open(bootstrapServers)) {
      for (int batch = 0; batch < BATCHES; batch++) {
        batches.add(produce(bookings, producer));
      }
      producer.flush();
    }
    return batches;
  }

  private Batch produce(Bookings bookings, KafkaProducer<byte[], byte[]> producer) {
    long completed = 0;
    for (long i = 0; i < records; i++) {
      BookingEvent booking = bookings.next();
      completed += booking.getStatus() == Status.COMPLETED ? 1 : 0;
      Producers.send(producer, i, booking.toByteArray());
    }
    List<BookingEvent> closers = bookings.closers();
    for (int partition = 0; partition < closers.size(); partition++) {
      Producers.send(producer, partition, closers.get(partition).toByteArray());
    }
    return new Batch(records + closers.size(), completed);
  }

  private void compete(String contender, String bootstrapServers, List<Batch> batches)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of(contender, bootstrapServers));
    batches.forEach(batch -> arguments.add(batch.toString()));
    List<String> lines = Children.run(Contest.class, arguments);
    double[] first = figures(lines.get(0));
    double[] second = figures(lines.get(1));
    double[] third = figures(lines.get(2));
    double millions = records / 1e6;
    cold.computeIfAbsent(contender, key -> new ArrayList<>()).add(first[0] / millions);
    warm.computeIfAbsent(contender, key -> new ArrayList<>()).add(second[0] / millions);
    settled.computeIfAbsent(contender, key -> new ArrayList<>()).add(third[0] / millions);
    speed.computeIfAbsent(contender, key -> new ArrayList<>()).add(records / second[1]);
    System.out.printf(
        "  %-16s cold %.2f, warm %.2f, settled %.2f s of processors per million; %,.0f rows%n",
        contender, first[0] / millions, second[0] / millions, third[0] / millions, second[2]);
  }

  private void report() {
    System.out.printf(
        "%nmedians of %d   cold s/M   warm s/M  settled s/M   records/s (warm)   warm ratio   settled%n",
        rounds);
    for (String contender : CONTENDERS) {
      System.out.printf(
          "%-16s %8.2f   %8.2f     %8.2f   %,16.0f   %10.2f  %8.2f%n",
          contender,
          Medians.of(cold.get(contender)),
          Medians.of(warm.get(contender)),
          Medians.of(settled.get(contender)),
          Medians.of(speed.get(contender)),
          ratio(warm, contender),
          ratio(settled, contender));
    }
  }

  private static void put(Map<String, List<Double>> costs, ObjectNode ratios) {
    for (String contender : CONTENDERS) {
      if (!contender.equals(OURS)) {
        ratios.put(contender, round(ratio(costs, contender)));
      }
    }
  }

  private static double ratio(Map<String, List<Double>> costs, String contender) {
    return Medians.of(costs.get(contender)) / Medians.of(costs.get(OURS));
  }

  private void decoders(ObjectNode json, ObjectNode ratios) throws Exception {
    Map<String, double[]> costs = new LinkedHashMap<>();
    for (String line : Children.run(Decoders.class, List.of())) {
      costs.put(line.split(" ")[0], figures(line.substring(line.indexOf(' ') + 1)));
    }
    System.out.printf("%ndecoder alone          ns/record   bytes/record%n");
    costs.forEach(
        (name, cost) -> System.out.printf("%-24s %7.0f   %12.0f%n", name, cost[0], cost[1]));
    double[] ours = costs.get("ours_columns");
    ratios.put("decoder", round(costs.get("dynamic_message")[0] / ours[0]));
    json.put("bytes_per_record", round(ours[1]));
  }

  private static double[] figures(String line) {
    return Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static double round(double figure) {
    return Math.round(figure * 100) / 100.0;
  }
}
