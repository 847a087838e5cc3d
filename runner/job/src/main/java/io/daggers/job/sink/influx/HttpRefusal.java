package io.daggers.job.sink.influx;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** An HTTP answer that is not a success. The Influx client itself only tells its text. */
final class HttpRefusal extends IOException {

  private static final long serialVersionUID = 1L;
  private static final long MOST_BYTES = 8_192;

  final int status;
  final String body;
  final @Nullable Duration retryAfter;

  private HttpRefusal(int status, String body, @Nullable Duration retryAfter) {
    super("HTTP " + status);
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
  }

  /** Throws refusals at whoever called. */
  static Response intercept(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.isSuccessful()) {
      return response;
    }
    try (response) {
      throw new HttpRefusal(
          response.code(),
          response.peekBody(MOST_BYTES).string(),
          retryAfter(response.header("Retry-After"), Instant.now()));
    }
  }

  /** Seconds or a date, as HTTP has it; null where it is neither. */
  static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    if (header.strip().matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(header.strip()));
    }
    try {
      Instant then =
          ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
    } catch (DateTimeException e) {
      // A header that says nothing is as good as none.
      return null;
    }
  }
}
