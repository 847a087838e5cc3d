package io.daggers.job.testing;

import io.daggers.definition.DaggerName;
import io.daggers.definition.TestCase;
import io.daggers.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.List;

/**
 * What came of one test.
 *
 * @param failures why it failed, each at its place in the test; empty where it passed
 * @param difference the rows that differ, as a table of lines; empty where none do
 * @param matched how many rows came out as expected
 */
public record TestResult(
    DaggerName dagger,
    TestCase test,
    Duration took,
    List<Diagnostic> failures,
    String difference,
    int matched) {

  public TestResult {
    failures = List.copyOf(failures);
  }

  public boolean passed() {
    return failures.isEmpty();
  }
}
