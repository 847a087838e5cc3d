package io.daggers.job.preview;

import io.daggers.job.bundle.KafkaConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Asks Kafka clusters whether they are there. A job waits for one that is not, for as long as that
 * takes; whoever looks at rows wants to hear of it.
 */
final class KafkaCalls {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Map<KafkaConnection, CompletableFuture<Void>> calls = new LinkedHashMap<>();

  /** Begins, in the background. */
  KafkaCalls(Collection<KafkaConnection> clusters) {
    clusters.forEach(
        cluster -> calls.put(cluster, CompletableFuture.runAsync(() -> call(cluster))));
  }

  /**
   * Returns when all have answered.
   *
   * @throws PreviewException where one does not
   */
  void await() throws InterruptedException, PreviewException {
    for (Map.Entry<KafkaConnection, CompletableFuture<Void>> call : calls.entrySet()) {
      try {
        call.getValue().get();
      } catch (ExecutionException e) {
        throw new PreviewException(
            "Kafka cluster '%s' at %s %s"
                .formatted(
                    call.getKey().cluster(), call.getKey().bootstrapServers(), words(e.getCause())),
            e);
      }
    }
  }

  private static void call(KafkaConnection cluster) {
    try (Admin admin = Admin.create(cluster.with(Map.of()))) {
      admin
          .describeCluster(new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis()))
          .clusterId()
          .get();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private static String words(Throwable thrown) {
    if (thrown instanceof TimeoutException) {
      return "does not answer: nothing came for %d s".formatted(PATIENCE.toSeconds());
    }
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "cannot be read: " + root.getMessage();
  }
}
