package io.daggers.definition;

import static io.daggers.definition.YamlType.ANYTHING;
import static io.daggers.definition.YamlType.listOf;

import io.daggers.definition.YamlType.MapOf;
import io.daggers.definition.YamlType.Whole;

/** The keys of {@code tests/<case>.yaml}. */
public final class TestCaseShape {

  private static final YamlType ROW = new MapOf(null, ANYTHING, 0, Integer.MAX_VALUE);

  public static final YamlShape TEST =
      YamlShape.of("a test")
          .required(
              "given",
              new MapOf(DaggerShape.TABLE_NAME, listOf(ROW), 1, Integer.MAX_VALUE),
              "Rows by table, as protobuf JSON, in the order in which they come;"
                  + " {watermark: time} advances event time. 'at: 1' in a row or a watermark orders"
                  + " it with those of other tables.")
          .required(
              "expect",
              listOf(ROW),
              "The rows that come out, in any order. Columns that are left out are not compared.")
          .optional("late", new Whole(0), "How many of the given rows are dropped as late.");

  private TestCaseShape() {}
}
