package io.daggers.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDB.ConsistencyLevel;
import org.influxdb.InfluxDBFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfluxServerIT {

  @TempDir static Path directory;
  static InfluxServer server;

  @BeforeAll
  static void start() throws Exception {
    server = InfluxServer.start(directory);
    server.createDatabase("transport");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void keepsPointsWhenItIsKilledAndStartedAgain() throws Exception {
    write("bookings,city=jakarta n=1i 1000\nbookings,city=bandung n=2i 1000");

    server.kill();
    server.restart();

    assertThat(server.count("transport", "bookings", "n")).isEqualTo(2);
  }

  @Test
  void answersQueriesWithTagsAndTimes() throws Exception {
    write("rides,city=jakarta n=7i 1000000000");

    var series = server.query("transport", "SELECT n FROM rides GROUP BY city");

    assertThat(series).hasSize(1);
    assertThat(series.get(0).getTags()).containsEntry("city", "jakarta");
    assertThat(series.get(0).getValues().get(0)).containsExactly("1970-01-01T00:00:01Z", 7.0);
  }

  @Test
  void countsNothingWhereThereIsNoMeasurement() throws Exception {
    assertThat(server.count("transport", "nothing", "n")).isZero();
  }

  @Test
  void quotesTheServerWhenAQueryIsWrong() {
    assertThatThrownBy(() -> server.query("transport", "SELEKT"))
        .isInstanceOf(LocalServiceException.class)
        .hasMessageContaining("SELEKT");
  }

  private static void write(String lines) {
    try (InfluxDB client = InfluxDBFactory.connect(server.url())) {
      client.write("transport", "autogen", ConsistencyLevel.ONE, lines);
    }
  }
}
