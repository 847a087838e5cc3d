package io.daggers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.cli.Repositories.Answer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first test of a new dagger holds, on a real Flink. */
class NewDaggersIT {

  @TempDir Path root;

  @Test
  void makesTestsThatPass() throws IOException {
    Repositories.copySchemas(root);
    make("transport/fares", "--source=BookingEvent", "--query=sum", "--sink=influx");
    make("platform/requests", "--source=AccessLog", "--query=count", "--sink=influx");
    make("risk/cancellers", "--source=FrequentCanceller", "--query=distinct", "--sink=influx");
    make("pricing/demand", "--source=BookingEvent", "--query=count", "--sink=DemandSupply");

    Answer answer = Repositories.run("test", "--root", root.toString());

    assertThat(answer.exitCode()).as(answer.out() + answer.err()).isZero();
    assertThat(answer.out()).contains("transport/fares", "pricing/demand");
  }

  private void make(String name, String source, String query, String sink) {
    Answer answer = Repositories.run("new", name, "--root", root.toString(), source, query, sink);
    assertThat(answer.exitCode()).as(answer.err()).isZero();
  }
}
