package io.daggers.job.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import io.daggers.topology.EventTime;
import io.daggers.topology.EventTime.Unit;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Holds the reader against protobuf's own. More cases: {@code -Ddaggers.codec.cases=1000000},
 * others {@code -Ddaggers.codec.seed=7}.
 */
final class MessageReaderPropertyTest {

  private static final int CASES = Integer.getInteger("daggers.codec.cases", 20_000);

  private static final EventTime TIMESTAMP = new EventTime("event_timestamp", Unit.TIMESTAMP);
  private static final EventTime MILLISECONDS = new EventTime("event_ms", Unit.MILLISECONDS);
  private static final EventTime SECONDS = new EventTime("event_seconds", Unit.SECONDS);
  private static final EventTime NANOSECONDS = new EventTime("event_nanos", Unit.NANOSECONDS);
  private static final EventTime GROUP = new EventTime("at", Unit.TIMESTAMP);
  private static final EventTime RANDOM = new EventTime("event_time", Unit.TIMESTAMP);

  /** Messages made from one schema before the next one is made up. */
  private static final int MESSAGES_PER_SCHEMA = 20;

  @Test
  void readsEveryKindOfFieldAsProtobufDoes() {
    int each = CASES / 20;
    int decodable =
        ReaderAgreement.check(TestSchemas.EVERYTHING, TIMESTAMP, 1, each)
            + ReaderAgreement.check(TestSchemas.EVERYTHING, MILLISECONDS, 2, each)
            + ReaderAgreement.check(TestSchemas.OLD, SECONDS, 3, each)
            + ReaderAgreement.check(TestSchemas.MODERN, NANOSECONDS, 4, each)
            + ReaderAgreement.check(TestSchemas.MODERN, GROUP, 5, each);

    assertThat(decodable).as("enough to be worth it").isGreaterThan(each);
  }

  @Test
  void readsTheMessagesThatProtobufTestsItselfWithAsProtobufDoes() {
    int each = CASES / 5;
    int decodable =
        ReaderAgreement.check(TestSchemas.GOOGLE_3, TestSchemas.GOOGLE_3_TIME, 6, each)
            + ReaderAgreement.check(TestSchemas.GOOGLE_2, TestSchemas.GOOGLE_2_TIME, 7, each);

    assertThat(decodable).as("enough to be worth it").isGreaterThan(each / 2);
  }

  @Test
  void readsMadeUpSchemasAsProtobufDoes() {
    int cases = CASES * 7 / 20;
    int decodable = 0;
    for (int i = 0; i < cases / MESSAGES_PER_SCHEMA; i++) {
      long seed = ReaderAgreement.SEED + 1_000_000L * i;
      Descriptor schema = RandomSchema.next(new Random(seed));
      decodable += ReaderAgreement.check(schema, RANDOM, seed, MESSAGES_PER_SCHEMA);
    }

    assertThat(decodable).as("enough to be worth it").isGreaterThan(cases / 4);
  }
}
