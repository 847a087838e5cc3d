package io.daggers.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Timestamp;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Findings;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.secret.SecretReferences;
import io.daggers.local.InfluxServer;
import io.daggers.local.KafkaBroker;
import io.daggers.local.event.CsvRows;
import io.daggers.local.event.EventProducer;
import io.daggers.local.event.EventShape;
import io.daggers.local.event.Pace;
import io.daggers.local.event.Produce;
import io.daggers.local.event.TimeText;
import io.daggers.schema.SchemaCatalog;
import io.daggers.topology.Stream;
import io.daggers.topology.StreamsReader;
import io.daggers.topology.Teams;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real taxi pickups, counted by the product and by a few lines of plain Java. */
class RealPickupsIT {

  private static final Path APRIL =
      Bundles.ROOT.resolveSibling("shared/data/uber-pickups-2014-apr.csv.gz");
  private static final int PARTITIONS = 2;

  private record Window(Instant start, String base) implements Comparable<Window> {
    @Override
    public int compareTo(Window other) {
      int byStart = start.compareTo(other.start);
      return byStart != 0 ? byStart : base.compareTo(other.base);
    }
  }

  @Test
  void countsOfAprilsPickupsEqualACountMadeWithoutTheProduct(@TempDir Path directory)
      throws Exception {
    assumeTrue(Files.exists(APRIL), "SKIPPED: the real pickups are not at " + APRIL);
    Map<Window, Long> plain = countPlainly();

    try (KafkaBroker broker = KafkaBroker.start(Files.createDirectory(directory.resolve("kafka")));
        InfluxServer influx =
            InfluxServer.start(Files.createDirectory(directory.resolve("influx")));
        MiniCluster flink = MiniClusters.start()) {
      broker.createTopic("taxi-pickup-log", PARTITIONS);
      produce(broker);
      JobBundle bundle =
          Bundles.own(
              "mobility/pickups-per-base",
              Bundles.environment(
                  Map.of("mainstream", broker.bootstrapServers()), influx.url(), directory));
      var job =
          flink
              .submitJob(
                  DaggerJob.graph(bundle, SecretReferences.WITHOUT_FILES::late).getJobGraph())
              .get()
              .getJobID();
      Waiting.until(
          () -> counted(influx).size() >= plain.size(),
          () -> counted(influx).size() + " windows, of " + plain.size());
      flink.cancelJob(job).get();

      assertThat(plain).hasSizeGreaterThan(800);
      assertThat(counted(influx)).isEqualTo(plain);
    }
  }

  private static Map<Window, Long> countPlainly() throws Exception {
    Map<Window, Long> counts = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(APRIL)), StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.replace("\"", "").split(",");
        String[] numbers = cells[0].split("[/ :]");
        Instant time =
            LocalDateTime.of(
                    Integer.parseInt(numbers[0]),
                    Integer.parseInt(numbers[1]),
                    Integer.parseInt(numbers[2]),
                    Integer.parseInt(numbers[3]),
                    Integer.parseInt(numbers[4]),
                    Integer.parseInt(numbers[5]))
                .toInstant(ZoneOffset.UTC);
        counts.merge(new Window(time.truncatedTo(ChronoUnit.HOURS), cells[3]), 1L, Long::sum);
      }
    }
    return counts;
  }

  private static void produce(KafkaBroker broker) throws Exception {
    RepositoryFiles files = RepositoryFiles.read(Bundles.ROOT);
    Findings findings = new Findings();
    Stream stream =
        StreamsReader.read(files, Teams.UNLIMITED, findings).get("taxi.pickup.v1.Pickup");
    EventShape shape =
        EventShape.of(
            stream,
            SchemaCatalog.compile(files, findings)
                .schema(stream.schemaName())
                .orElseThrow()
                .descriptor());
    CsvRows rows =
        new CsvRows(
            APRIL,
            Map.of(
                "pickup_time", "Date/Time", "latitude", "Lat", "longitude", "Lon", "base", "Base"),
            TimeText.pattern("yyyy/M/d HH:mm:ss"));
    try (EventProducer producer =
        new EventProducer(
            Map.of("mainstream", Map.of("bootstrap.servers", broker.bootstrapServers())))) {
      new Produce(rows, shape, shape.topics(), true, new Pace.Unlimited())
          .run(producer, sent -> {});
    }
    try (Records closers = new Records(broker)) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        closers.send("taxi-pickup-log", partition, pickupInMay(shape.descriptor()));
      }
    }
  }

  /** Moves event time past the end of April, so that every window of the real pickups closes. */
  private static byte[] pickupInMay(Descriptor pickup) {
    return DynamicMessage.newBuilder(pickup)
        .setField(
            pickup.findFieldByName("pickup_time"),
            Timestamp.newBuilder()
                .setSeconds(Instant.parse("2014-05-02T00:00:00Z").getEpochSecond())
                .build())
        .build()
        .toByteArray();
  }

  private static Map<Window, Long> counted(InfluxServer influx) throws Exception {
    Map<Window, Long> counts = new TreeMap<>();
    for (var series :
        influx.query("mobility", "SELECT pickups FROM pickups_per_base GROUP BY base")) {
      for (List<Object> row : series.getValues()) {
        counts.put(
            new Window(Instant.parse(row.get(0).toString()), series.getTags().get("base")),
            ((Number) row.get(1)).longValue());
      }
    }
    return counts;
  }
}
