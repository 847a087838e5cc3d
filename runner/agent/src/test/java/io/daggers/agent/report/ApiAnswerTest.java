package io.daggers.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.report.ApiAnswer.Later;
import io.daggers.agent.report.ApiAnswer.Never;
import io.daggers.agent.report.ApiAnswer.Taken;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiAnswerTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void isTakenWhereTheHostSaysSo() {
    assertThat(of(201, Map.of(), 1)).isEqualTo(new Taken());
    assertThat(
            ApiAnswer.of(
                400,
                headers(Map.of()),
                "{\"message\":\"Cannot transition status via :enqueue from :pending\"}",
                1,
                NOW))
        .isEqualTo(new Taken());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 422})
  void givesUpWhatWouldBeTheSameTheNextTime(int code) {
    assertThat(of(code, Map.of(), 1)).isEqualTo(new Never("it answers " + code));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,4", "9,256", "10,300", "1000,300"})
  void waitsLongerEachTimeWhileTheHostFails(int attempt, int seconds) {
    assertThat(of(503, Map.of(), attempt))
        .isEqualTo(new Later(Duration.ofSeconds(seconds), "it answers 503"));
  }

  @Test
  void waitsAsLongAsTheHostAsks() {
    assertThat(delay(429, Map.of("Retry-After", "120"))).isEqualTo(Duration.ofMinutes(2));
    assertThat(delay(503, Map.of("retry-after", "Thu, 01 Jan 2026 00:10:00 GMT")))
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(delay(403, Map.of("Retry-After", "60"))).isEqualTo(Duration.ofMinutes(1));
    assertThat(
            delay(
                403,
                Map.of(
                    "x-ratelimit-remaining",
                    "0",
                    "x-ratelimit-reset",
                    Long.toString(NOW.plusSeconds(900).getEpochSecond()))))
        .isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void boundsWhatTheHostMayAskFor() {
    assertThat(delay(429, Map.of("Retry-After", "999999999"))).isEqualTo(Duration.ofHours(1));
    assertThat(delay(429, Map.of("Retry-After", "0"))).isEqualTo(Duration.ofSeconds(1));
    assertThat(delay(429, Map.of("Retry-After", "soon"))).isEqualTo(Duration.ofSeconds(1));
    assertThat(delay(429, Map.of("Retry-After", "Mon, 01 Jan 1990 00:00:00 GMT")))
        .isEqualTo(Duration.ofSeconds(1));
  }

  private static Duration delay(int code, Map<String, String> headers) {
    return ((Later) of(code, headers, 1)).delay();
  }

  private static ApiAnswer of(int code, Map<String, String> headers, int attempt) {
    return ApiAnswer.of(code, headers(headers), "", attempt, NOW);
  }

  private static HttpHeaders headers(Map<String, String> headers) {
    return HttpHeaders.of(
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue()))),
        (name, value) -> true);
  }
}
