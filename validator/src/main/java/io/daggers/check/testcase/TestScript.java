package io.daggers.check.testcase;

import io.daggers.definition.TestCase;
import io.daggers.diagnostic.Findings;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import java.util.List;
import org.apache.flink.table.types.logical.RowType;

/**
 * A test that fits its dagger and can be run.
 *
 * @param steps in the order in which they happen
 */
public record TestScript(TestCase written, List<TestStep> steps, List<ExpectedRow> expected) {

  public TestScript {
    steps = List.copyOf(steps);
    expected = List.copyOf(expected);
  }

  /**
   * Checks a test against the dagger's tables and its output.
   *
   * @param columns the query's output columns
   * @return what could be understood; it must not be run where the findings hold an error
   */
  public static TestScript of(
      TestCase test,
      List<StreamTable> sources,
      SchemaCatalog schemas,
      SinkTable sink,
      RowType columns,
      Findings findings) {
    return new TestScript(
        test,
        new GivenSteps(sources, schemas, findings).check(test),
        new ExpectedCells(sink, columns, schemas, findings).check(test));
  }
}
