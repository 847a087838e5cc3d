package io.daggers.sql.function.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sketches say about the same however their rows were parted, kept and joined. */
class SketchesTest {

  private static final long SEED = 20261125;

  private static final Quantiles.Serializer QUANTILES = new Quantiles.Serializer();
  private static final Distinct.Serializer DISTINCT = new Distinct.Serializer();

  @Test
  void percentilesOfFewNumbersAreExactHoweverTheyArrive() {
    Random random = new Random(SEED);
    List<Integer> numbers = shuffled(Quantiles.PLAIN, random);

    Quantiles whole = joined(numbers, 7, random);

    for (int percent = 1; percent <= 100; percent++) {
      assertThat(whole.at(percent / 100.0)).as("seed %d", SEED).hasValue(percent * 10 - 1);
    }
    assertThat(whole.at(0)).hasValue(0);
    assertThat(whole.deviation()).hasValue(250);
  }

  @Test
  void percentilesOfManyNumbersAreWithinTheirError() {
    Random random = new Random(SEED);
    int count = 200_000;

    Quantiles whole = joined(shuffled(count, random), 50, random);

    for (int percent = 1; percent < 100; percent++) {
      double rank = whole.at(percent / 100.0).getAsDouble() / count;
      assertThat(rank)
          .as("seed %d", SEED)
          .isBetween(percent / 100.0 - 0.006, percent / 100.0 + 0.006);
    }
    assertThat(whole.deviation().getAsDouble() / count).isBetween(0.24, 0.26);
    assertThat(QUANTILES.bytes(whole)).hasSizeLessThan(30_000);
  }

  @Test
  void distinctCountsDoNotDependOnOrderOrParts() {
    Random random = new Random(SEED);
    for (int count : new int[] {0, 1, 10, 200, 5_000, 300_000}) {
      List<Integer> numbers = shuffled(count, random);
      numbers.addAll(numbers.subList(0, count / 2));
      Distinct inOrder = new Distinct();
      numbers.forEach(number -> inOrder.add("customer-" + number));
      Collections.shuffle(numbers, random);
      Distinct inParts =
          parts(
              numbers,
              count / 20 + 1,
              part -> {
                Distinct distinct = new Distinct();
                part.forEach(number -> distinct.add("customer-" + number));
                return DISTINCT.copy(distinct);
              },
              (all, part) -> all.add(part),
              new Distinct());

      assertThat(inParts.estimate()).as("seed %d", SEED).isEqualTo(inOrder.estimate());
      assertThat((double) inParts.estimate()).isBetween(count * 0.95, count * 1.05);
      assertThat(DISTINCT.bytes(inParts)).hasSizeLessThan(4_200);
    }
  }

  @Test
  void joiningLeavesTheOtherAsItIs() {
    Quantiles few = new Quantiles();
    few.add(1);
    Quantiles many = joined(shuffled(5_000, new Random(SEED)), 3, new Random(SEED));
    byte[] before = QUANTILES.bytes(many);

    few.add(many);
    few.add(7);

    assertThat(QUANTILES.bytes(many)).isEqualTo(before);
  }

  @Test
  void aTextWithoutLettersIsAValue() {
    Distinct distinct = new Distinct();
    distinct.add("");
    distinct.add(new byte[0]);
    distinct.add("a");

    assertThat(distinct.estimate()).isEqualTo(2);
  }

  private static Quantiles joined(List<Integer> numbers, int size, Random random) {
    return parts(
        numbers,
        numbers.size() / size,
        part -> {
          Quantiles quantiles = new Quantiles();
          part.forEach(number -> quantiles.add(number.doubleValue()));
          return random.nextBoolean() ? quantiles : QUANTILES.copy(quantiles);
        },
        (all, part) -> all.add(part),
        new Quantiles());
  }

  private static <T> T parts(
      List<Integer> numbers,
      int size,
      Function<List<Integer>, T> sketch,
      BiConsumer<T, T> join,
      T all) {
    IntFunction<List<Integer>> part =
        from -> numbers.subList(from, Math.min(numbers.size(), from + size));
    IntStream.iterate(0, from -> from < numbers.size(), from -> from + size)
        .mapToObj(part)
        .forEach(each -> join.accept(all, sketch.apply(each)));
    return all;
  }

  private static List<Integer> shuffled(int count, Random random) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(numbers, random);
    return numbers;
  }
}
