package io.daggers.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.diagnostic.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our rules find what {@code buf breaking} finds by the same rules. Whether an edit breaks anything
 * must be the same always; where the names of the rules differ, {@link #weSayLess} has the reason.
 */
class BufBreakingIT {

  private static final long SEED = 20261124;
  private static final int RANDOM_EDITS = 300;

  @TestFactory
  Stream<DynamicTest> agreesWithBuf(@TempDir Path work) throws IOException, InterruptedException {
    BufBreaking buf = BufBreaking.install();
    List<EvolutionCases.Case> edits = edits();
    EvolutionBatch batch = EvolutionBatch.of(edits);
    Map<Integer, List<BrokenRule>> ours = batch.compare();
    Map<Integer, Set<EvolutionRule>> bufs = buf.compare(batch.before(), batch.after(), work);

    return IntStream.range(0, edits.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    edits.get(i).name(),
                    () ->
                        check(
                            edits.get(i),
                            ours.getOrDefault(i, List.of()),
                            bufs.getOrDefault(i, Set.of()))));
  }

  private static void check(
      EvolutionCases.Case edit, List<BrokenRule> ours, Set<EvolutionRule> bufs) {
    Set<EvolutionRule> rules = ours.stream().map(BrokenRule::rule).collect(Collectors.toSet());
    Set<EvolutionRule> unsaid = new TreeSet<>(bufs);
    unsaid.removeAll(rules);

    assertThat(rules.isEmpty()).as("%s\n%s", bufs, edit).isEqualTo(bufs.isEmpty());
    assertThat(bufs).as(edit.toString()).containsAll(rules);
    assertThat(unsaid).as(edit.toString()).allMatch(rule -> weSayLess(rule, ours));
  }

  private static List<EvolutionCases.Case> edits() {
    RandomEdits random = new RandomEdits(new Random(SEED));
    List<EvolutionCases.Case> edits = new ArrayList<>(EvolutionCases.all());
    for (int i = 1; i <= RANDOM_EDITS; i++) {
      edits.add(random.next("random edit %d of seed %d".formatted(i, SEED)));
    }
    return edits;
  }

  /** One mistake is one finding of ours, where buf has one for each rule that it breaks. */
  private static boolean weSayLess(EvolutionRule rule, List<BrokenRule> ours) {
    return switch (rule) {
      // A field that is renamed is renamed in JSON too, and says so once.
      case FIELD_SAME_JSON_NAME -> has(ours, Code.DG0706) || has(ours, Code.DG0719);
      // A number that went to another field is that field's new number; types are not compared.
      case FIELD_SAME_TYPE, FIELD_SAME_CARDINALITY, FIELD_SAME_ONEOF -> has(ours, Code.DG0719);
      // What stood in a message that was removed went with it.
      case PACKAGE_ENUM_NO_DELETE -> has(ours, Code.DG0713);
      // The message of a map's entries is not written by anybody, and goes with its field.
      case PACKAGE_MESSAGE_NO_DELETE -> has(ours, Code.DG0705) || has(ours, Code.DG0701);
      default -> false;
    };
  }

  private static boolean has(List<BrokenRule> ours, Code code) {
    return ours.stream().anyMatch(broken -> broken.diagnostic().code() == code);
  }
}
