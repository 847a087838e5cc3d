package io.daggers.job.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.job.deadletter.DeadLetters.Limit;
import org.junit.jupiter.api.Test;

class DeadLetterRateTest {

  @Test
  void toleratesAFewHoweverLargeTheirShare() {
    DeadLetterRate rate = new DeadLetterRate(new Limit(3, 10));

    assertThat(rate.isExceededBy(0, 1)).isFalse();
    assertThat(rate.isExceededBy(1, 2)).isFalse();
    assertThat(rate.isExceededBy(2, 3)).isFalse();
    assertThat(rate.isExceededBy(3, 4)).isTrue();
  }

  @Test
  void toleratesManyAmongFarMoreRecords() {
    DeadLetterRate rate = new DeadLetterRate(new Limit(3, 10));
    boolean exceeded = false;

    for (int letter = 1; letter <= 1_000; letter++) {
      exceeded |= rate.isExceededBy(letter, letter * 20L);
    }

    assertThat(exceeded).isFalse();
    assertThat(rate.letters()).isEqualTo(1_000);
  }

  @Test
  void countsTheRecordsOfTheMinuteAndNotThoseBefore() {
    DeadLetterRate rate = new DeadLetterRate(new Limit(2, 10));
    long before = 1_000_000;

    assertThat(rate.isExceededBy(0, before)).isFalse();
    assertThat(rate.isExceededBy(1, before + 1)).isFalse();
    assertThat(rate.isExceededBy(2, before + 2)).isTrue();
    assertThat(rate.records()).isEqualTo(3);
  }

  @Test
  void beginsAgainAfterAMinute() {
    DeadLetterRate rate = new DeadLetterRate(new Limit(2, 10));
    rate.isExceededBy(0, 1);
    rate.isExceededBy(1, 2);

    assertThat(rate.isExceededBy(60_000, 3)).isFalse();
    assertThat(rate.letters()).isEqualTo(1);
  }

  @Test
  void failsAtAnyShareWhereTheShareIsSaidNotToMatter() {
    DeadLetterRate rate = new DeadLetterRate(new Limit(1, 100));
    rate.isExceededBy(0, 1);

    assertThat(rate.isExceededBy(1, 1_000_000)).isTrue();
  }
}
