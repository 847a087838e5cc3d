package io.daggers.agent.platform.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureTextTest {

  @Test
  void saysWhatFailedInnermostAndWhatThatWasFor() {
    String trace =
        """
        java.lang.RuntimeException: a task failed
        \tat io.daggers.job.Sink.open(Sink.java:7)
        Caused by: org.influxdb.InfluxDBIOException: java.net.ConnectException: Failed to connect to /127.0.0.1:1
        \tat org.influxdb.InfluxDB.ping(InfluxDB.java:8)
        Caused by: java.net.ConnectException: Failed to connect to /127.0.0.1:1
        \t... 20 more
        Caused by: java.net.ConnectException: Connection refused
        \t... 30 more
        """;

    assertThat(FailureText.of(trace))
        .isEqualTo("Failed to connect to /127.0.0.1:1: Connection refused");
  }

  @Test
  void doesNotRepeatWhatWrappersRepeat() {
    Exception failure =
        new UncheckedIOException(new IOException("the disk is full", new IllegalStateException()));

    assertThat(FailureText.of(failure)).isEqualTo("the disk is full");
  }

  @Test
  void saysWhatAMessageAroundTheInnermostOneSaysMore() {
    Exception missing = new NoSuchFileException("/etc/secrets/influx");
    Exception failure =
        new IllegalArgumentException("the password cannot be read: " + missing, missing);

    assertThat(FailureText.of(new IllegalStateException(failure)))
        .isEqualTo("the password cannot be read: /etc/secrets/influx");
  }

  @Test
  void takesAPlainSentenceAsItIs() {
    assertThat(FailureText.of("Could not find Flink job (abc)"))
        .isEqualTo("Could not find Flink job (abc)");
  }
}
