package io.daggers.job.sink.kafka;

import io.daggers.job.bundle.KafkaConnection;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * Transactions that a job left open, which hide what others write behind them from readers of what
 * is committed. A job that ends in order leaves none, and one that starts again ends those of the
 * killed one; without either, the broker ends them after the transaction timeout.
 */
public final class OpenTransactions {

  private OpenTransactions() {}

  /**
   * Ends them without committing anything. What a checkpoint or savepoint has still to commit is
   * lost, so this is for jobs that are never going to be started from one.
   *
   * @param prefix of the job's transactional ids
   * @return the ids of those that were open
   */
  public static List<String> abort(KafkaConnection connection, String prefix)
      throws IOException, InterruptedException {
    try (Admin admin = Admin.create(connection.with(Map.of()))) {
      List<String> open =
          admin
              .listTransactions(
                  new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
              .all()
              .get()
              .stream()
              .map(TransactionListing::transactionalId)
              .filter(id -> id.startsWith(prefix))
              .sorted()
              .toList();
      admin.fenceProducers(open).all().get();
      return open;
    } catch (ExecutionException e) {
      throw new IOException(
          "transactions of %s cannot be ended: %s".formatted(prefix, e.getCause().getMessage()), e);
    }
  }
}
