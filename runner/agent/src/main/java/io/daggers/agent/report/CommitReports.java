package io.daggers.agent.report;

import io.daggers.agent.health.Status;
import io.daggers.agent.memory.Notes;
import io.daggers.topology.CommitStatuses;
import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * Tells the commit in force how it fares in an environment, where the repository is kept. Each
 * change is told once, also over agents; nothing waits for it.
 */
public final class CommitReports implements AutoCloseable {

  private final SettledStatus settled;
  private final StatusDelivery delivery;

  private CommitReports(SettledStatus settled, StatusDelivery delivery) {
    this.settled = settled;
    this.delivery = delivery;
  }

  /**
   * @param secrets gives the value of a reference
   * @param notes in which is kept what was told last
   */
  public static CommitReports start(
      CommitStatuses target,
      String environment,
      UnaryOperator<String> secrets,
      Notes notes,
      Clock clock) {
    StatusApi api = new StatusApi(target, environment);
    LastTold last = new LastTold(notes, "%s %s".formatted(environment, api));
    StatusDelivery delivery = new StatusDelivery(api, secrets, target.token(), last::write, clock);
    delivery.start();
    return new CommitReports(new SettledStatus(last.read().orElse(null), clock), delivery);
  }

  /** To be called with everything that the agent finds; returns at once. */
  public void see(Status status) {
    CommitStatus.of(status).flatMap(settled::see).ifPresent(delivery::offer);
  }

  /** The same for a newest commit that is not put in force. */
  public void seeHeld(String revision, String why) {
    settled.see(CommitStatus.held(revision, why)).ifPresent(delivery::offer);
  }

  @Override
  public void close() {
    delivery.close();
  }
}
