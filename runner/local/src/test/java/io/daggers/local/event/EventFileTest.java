package io.daggers.local.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.daggers.local.Repository;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

  private static final EventShape BOOKING = Repository.shape("rides.booking.v1.BookingEvent");
  private static final EventShape ACCESS_LOG = Repository.shape("platform.api.v1.AccessLog");
  private static final TimeText ISO = new TimeText.Iso8601();

  @TempDir Path directory;

  @Test
  void readsJsonLinesAndPassesOverBlankOnes() throws Exception {
    Path file =
        write(
            """
            {"event_timestamp": "2026-01-01T00:00:05Z", "status": "COMPLETED", "driver": {"rating": 4.5}}

            {"eventTimestamp": "2026-01-01T00:00:06Z", "city": "jakarta"}
            """);

    List<String> events = read(new JsonLines(file), BOOKING);

    assertThat(events)
        .containsExactly(
            "{\"eventTimestamp\":\"2026-01-01T00:00:05Z\",\"status\":\"COMPLETED\",\"driver\":{\"rating\":4.5}}",
            "{\"eventTimestamp\":\"2026-01-01T00:00:06Z\",\"city\":\"jakarta\"}");
  }

  @Test
  void namesLineAndFieldOfABadJsonValue() throws Exception {
    Path file =
        write(
            """
            {"event_timestamp": "2026-01-01T00:00:05Z"}
            {"event_timestamp": "2026-01-01T00:00:05Z", "status": "FINISHED"}
            """);

    assertThatThrownBy(() -> read(new JsonLines(file), BOOKING))
        .isInstanceOf(BadEventException.class)
        .hasMessageStartingWith(file + ":2: field status: ")
        .hasMessageContaining("FINISHED")
        .hasMessageEndingWith("see `dagger schemas rides.booking.v1.BookingEvent`");
  }

  @Test
  void saysWhatALineMustBeWhenItIsNoJson() throws Exception {
    Path file = write("order,city\n");

    assertThatThrownBy(() -> read(new JsonLines(file), BOOKING))
        .isInstanceOf(BadEventException.class)
        .hasMessageStartingWith(file + ":1: ")
        .hasMessageEndingWith("write one event on each line, such as {\"event_timestamp\": ...}");
  }

  @Test
  void refusesAnEventWithoutItsEventTime() throws Exception {
    Path file = write("{\"service\": \"a\"}\n");

    assertThatThrownBy(() -> read(new JsonLines(file), ACCESS_LOG))
        .hasMessage(file + ":1: event_ms is not set: every event needs its event time");
  }

  @Test
  void readsCompressedCsvWithNestedFieldsAndLeavesEmptyCellsUnset() throws Exception {
    Path file = directory.resolve("bookings.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          "at,\"where, from\",status,who\n2026-01-01T07:00:05+07:00,-6.2,COMPLETED,\n"
              .getBytes(UTF_8));
    }
    Map<String, String> columns =
        Map.of(
            "event_timestamp",
            "at",
            "pickup.latitude",
            "where, from",
            "status",
            "status",
            "customer_id",
            "who");

    List<String> events = read(new CsvRows(file, columns, ISO), BOOKING);

    assertThat(events)
        .containsExactly(
            "{\"eventTimestamp\":\"2026-01-01T00:00:05Z\",\"status\":\"COMPLETED\",\"pickup\":{\"latitude\":-6.2}}");
  }

  @Test
  void readsTimesOfAGivenFormIntoAnIntegerEventTime() throws Exception {
    Path file = write("when\n2026/1/2 00:11:00\n2026/1/2 0:12:00\n");
    CsvRows rows =
        new CsvRows(file, Map.of("event_ms", "when"), TimeText.pattern("yyyy/M/d HH:mm:ss"));

    assertThat(read(rows, ACCESS_LOG))
        .containsExactly("{\"eventMs\":\"1767312660000\"}", "{\"eventMs\":\"1767312720000\"}");
  }

  @Test
  void namesLineFieldAndColumnOfABadCell() throws Exception {
    Path file = write("t,code\n1,200\n2,many\n");
    CsvRows rows = new CsvRows(file, Map.of("event_ms", "t", "http_status", "code"), ISO);

    assertThatThrownBy(() -> read(rows, ACCESS_LOG))
        .isInstanceOf(BadEventException.class)
        .hasMessage(
            file + ":3: field http_status, column code: 'many' is not a number of type int32");
  }

  @Test
  void listsTheHeaderWhenAColumnIsMissing() throws Exception {
    Path file = write("t,code\n1,200\n");

    assertThatThrownBy(() -> read(new CsvRows(file, Map.of("event_ms", "time"), ISO), ACCESS_LOG))
        .hasMessage(file + ":1: no column 'time' for field event_ms: the header has t, code");
  }

  @Test
  void listsTheFieldsWhenOneIsMissing() throws Exception {
    Path file = write("t\n1\n");

    assertThatThrownBy(() -> read(new CsvRows(file, Map.of("time", "t"), ISO), ACCESS_LOG))
        .hasMessageContaining(
            "no field time in platform.api.v1.AccessLog: it has service, event_ms,");
  }

  private Path write(String text) throws Exception {
    return Files.writeString(directory.resolve("events"), text);
  }

  private static List<String> read(EventFile file, EventShape shape) throws Exception {
    List<Message> events = new ArrayList<>();
    file.read(shape, events::add);
    List<String> json = new ArrayList<>();
    for (Message event : events) {
      json.add(JsonFormat.printer().omittingInsignificantWhitespace().print(event));
    }
    return json;
  }
}
