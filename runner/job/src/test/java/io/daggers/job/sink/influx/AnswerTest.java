package io.daggers.job.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void waitsForServersThatAreBusyOrBroken() {
    for (int status : new int[] {408, 429, 500, 502, 503, 504}) {
      assertThat(Answer.of(status, "", SECOND, 1))
          .isEqualTo(new Answer.Unavailable("HTTP " + status + ": no reason given", SECOND));
    }
  }

  @Test
  void knowsSettingsThatOnlyAPersonCanMend() {
    for (int status : new int[] {401, 403, 404, 405}) {
      assertThat(Answer.of(status, "{\"error\":\"no\"}", null, 1))
          .isEqualTo(new Answer.Misconfigured("HTTP " + status + ": no"));
    }
    assertThat(Answer.of(500, "{\"error\":\"retention policy not found: x\"}", null, 1))
        .isInstanceOf(Answer.Misconfigured.class);
  }

  @Test
  void takesTheReasonOutOfTheAnswer() {
    String body =
        "{\"error\":\"partial write: field type conflict: input field \\\"a\\\" on measurement \\\"m\\\" is type float, already exists as type integer dropped=2\"}\n";

    assertThat(Answer.of(400, body, null, 2))
        .isEqualTo(
            new Answer.Refused(
                "partial write: field type conflict: input field \"a\" on measurement \"m\" is type float, already exists as type integer dropped=2",
                false));
    assertThat(Answer.of(422, "{\"code\":\"x\",\"message\":\"too old\"}", null, 2))
        .isEqualTo(new Answer.Refused("too old", false));
  }

  @Test
  void believesThatAllAreBeyondRetention() {
    String body = "{\"error\":\"partial write: points beyond retention policy dropped=3\"}";

    assertThat(Answer.of(400, body, null, 3)).extracting("all").isEqualTo(true);
    assertThat(Answer.of(400, body, null, 4)).extracting("all").isEqualTo(false);
  }

  @Test
  void halvesWhatIsTooLarge() {
    assertThat(Answer.of(413, "", null, 2)).isInstanceOf(Answer.TooLarge.class);
  }
}
