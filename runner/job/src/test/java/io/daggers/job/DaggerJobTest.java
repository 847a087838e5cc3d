package io.daggers.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.JobBundleFormat;
import io.daggers.job.secret.SecretReferences;
import io.daggers.topology.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaggerJobTest {

  private static final String JOIN =
      """
      description: Paid bookings
      sources:
        bookings: {schema: rides.booking.v1.BookingEvent, clusters: [mainstream]}
        payments: rides.payment.v1.PaymentEvent
      sink:
        kafka:
          schema: rides.pricing.v1.DemandSupply
          delivery: exactly-once
      state: {ttl: 6h}
      """;
  private static final String JOIN_SQL =
      """
      SELECT p.rowtime AS window_start, p.amount AS ratio
      FROM bookings b JOIN payments p ON b.order_number = p.order_number
      """;

  private static final String COUNTS =
      """
      description: Bookings by city
      sources:
        bookings: {schema: rides.booking.v1.BookingEvent, clusters: [mainstream]}
      sink:
        influx: {measurement: bookings, time: window_start, tags: [city], fields: [bookings]}
      """;

  @TempDir Path directory;

  @Test
  void plansAJoinThatForgetsAsTheValidatorDid() throws Exception {
    JobBundle bundle = Bundles.of("pricing/paid", JOIN, JOIN_SQL, environment());

    assertThat(DaggerJob.graph(bundle, SecretReferences.WITHOUT_FILES::late).getStreamNodes())
        .isNotEmpty();
  }

  @Test
  void givesEveryOperatorTheUidOfItsBundle() throws Exception {
    JobBundle bundle = Bundles.own("pricing/demand-supply", environment());

    List<String> uids =
        DaggerJob.graph(bundle, SecretReferences.WITHOUT_FILES::late).getStreamNodes().stream()
            .map(StreamNode::getTransformationUID)
            .toList();

    assertThat(uids).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(bundle.stateUids())
        .isNotEmpty()
        .allSatisfy(state -> assertThat(uids).anyMatch(uid -> uid.startsWith(state)));
  }

  @Test
  void countsInTheTaskThatReadsWhereThereIsOne() throws Exception {
    String windows = counts("TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)");

    assertThat(tasks(COUNTS, windows)).hasSize(1);
    assertThat(tasks(COUNTS + "parallelism: 2\n", windows)).hasSize(2);
  }

  /** It keeps values of rows as they are, and whoever gave it the rows uses them again. */
  @Test
  void countsSessionsInATaskOfTheirOwn() throws Exception {
    String sessions =
        counts(
            "SESSION(TABLE bookings PARTITION BY city, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)");

    assertThat(tasks(COUNTS, sessions)).hasSize(2);
  }

  private static String counts(String windows) {
    return "SELECT window_start, city, COUNT(*) AS bookings FROM TABLE(%s)\nGROUP BY city, window_start, window_end"
        .formatted(windows);
  }

  private List<String> tasks(String yaml, String sql) throws Exception {
    JobBundle bundle = Bundles.of("transport/counts", yaml, sql, environment());
    return DaggerJob.graph(bundle, SecretReferences.WITHOUT_FILES::late)
        .getJobGraph()
        .getVerticesSortedTopologicallyFromSources()
        .stream()
        .map(JobVertex::getName)
        .toList();
  }

  @Test
  void readsABundleBackAsItWasWritten() throws Exception {
    JobBundle bundle = Bundles.own("transport/completed-bookings", environment());

    JobBundle read = JobBundleFormat.read(JobBundleFormat.write(bundle));

    assertThat(read).isEqualTo(bundle);
    assertThat(read.fingerprint()).isEqualTo(bundle.fingerprint());
  }

  @Test
  void keepsStateOnTheHeapWhereAnEarlierRunnerWroteTheBundle() throws Exception {
    String written =
        JobBundleFormat.write(Bundles.own("transport/completed-bookings", environment()));

    JobBundle read = JobBundleFormat.read(written.replace("\"stateBackend\":\"HASHMAP\",", ""));

    assertThat(written).contains("stateBackend");
    assertThat(read.stateBackend()).isEqualTo(Environment.StateBackend.HASHMAP);
  }

  private Environment environment() {
    return Bundles.environment(
        Map.of("mainstream", "127.0.0.1:1", "food", "127.0.0.1:1"),
        "http://127.0.0.1:1",
        directory);
  }
}
