package io.daggers.diagnostic;

import java.util.Set;

/**
 * Every kind of finding. The number is stable: it is what people search for, allow and explain.
 * Hundreds group by what the finding is about: 00 files, 01 YAML, 02 schemas and streams, 03 time,
 * state and determinism, 04 SQL, 05 sinks, 06 policy, 07 changes of schemas and streams, 08 tests.
 */
public enum Code {
  DG0001("the planner could not plan this query"),
  DG0002("a file is missing"),
  DG0003("a file cannot be read as text"),
  DG0004("a folder name is not a valid identity"),
  DG0005("planning the query took too long"),
  DG0006("the query is too complex"),
  DG0007("invisible or control character"),
  DG0008("a file that is not read"),
  DG0101("not valid YAML"),
  DG0102("unknown key"),
  DG0103("duplicate key"),
  DG0104("wrong type or value"),
  DG0105("missing key"),
  DG0106("YAML feature not allowed"),
  DG0107("key has no effect yet"),
  DG0201("schemas do not compile"),
  DG0202("unknown schema"),
  DG0203("unknown field"),
  DG0204("field cannot be an event time"),
  DG0205("schema has no topics"),
  DG0206("unknown Kafka cluster or topic"),
  DG0207("schema field has a reserved column name"),
  DG0208("stream declared twice"),
  DG0209("stream has errors"),
  DG0210("topic carries two schemas"),
  DG0301("aggregate is kept for ever"),
  DG0302("distinct rows are kept for ever"),
  DG0303("join keeps rows for ever"),
  DG0304("OVER keeps rows for ever"),
  DG0305("best rows are kept for ever"),
  DG0306("state.ttl has no effect"),
  DG0307("pattern without an end"),
  DG0321("window is not whole in GROUP BY"),
  DG0322("legacy window"),
  DG0323("windows are joined by one bound only"),
  DG0324("length of a window is not possible"),
  DG0325("window is shorter than the watermark's delay"),
  DG0326("window is very long or overlaps very often"),
  DG0327("sessions are not grouped by what they are made of"),
  DG0328("windows of different lengths are joined"),
  DG0335("rows are chosen or named by the clock or by chance"),
  DG0336("value depends on the clock or on chance"),
  DG0401("SQL does not parse"),
  DG0402("not exactly one query"),
  DG0403("statement not allowed"),
  DG0404("unknown column"),
  DG0405("unknown table"),
  DG0406("unknown function"),
  DG0407("types do not fit"),
  DG0408("window on a column that is not the event time"),
  DG0409("query updates rows it has already written"),
  DG0410("hint not allowed"),
  DG0411("function not allowed"),
  DG0412("not a value of the enum"),
  DG0413("condition is always true or always false"),
  DG0414("column is neither grouped nor aggregated"),
  DG0415("aggregate in the wrong place"),
  DG0416("output column has no name"),
  DG0417("two output columns have one name"),
  DG0418("queries of a UNION have different columns"),
  DG0419("condition is not TRUE or FALSE"),
  DG0420("ambiguous column"),
  DG0422("types are compared that are not converted"),
  DG0423("a stream has no versions"),
  DG0424("part of SQL that does not run over streams"),
  DG0425("pattern that does not work or can take very long"),
  DG0426("unknown type"),
  DG0427("OVER without the order it needs"),
  DG0429("argument that a function can do nothing with"),
  DG0430("text cannot be cast"),
  DG0431("division by zero"),
  DG0432("text is not a time"),
  DG0433("comparison with NULL"),
  DG0434("positions count from 1"),
  DG0435("floating-point numbers compared for equality"),
  DG0436("enum compared by the alphabet"),
  DG0437("join without a condition"),
  DG0438("LIMIT without ORDER BY"),
  DG0439("ORDER BY cannot or does not sort"),
  DG0440("GROUP BY item without effect"),
  DG0441("whole-number division of aggregates"),
  DG0442("COUNT counts every row"),
  DG0443("named query is not used"),
  DG0444("text of an event may not be cast"),
  DG0445("sum may not fit its type"),
  DG0446("letters of a time format mean something else"),
  DG0447("time is read in another unit"),
  DG0448("field is never NULL"),
  DG0449("comma may be missing before an output column"),
  DG0501("column is not in the query's output"),
  DG0502("output column is not used by the sink"),
  DG0503("column cannot be the time of a point"),
  DG0504("column cannot be a tag"),
  DG0505("column cannot be a field"),
  DG0506("column or name used twice"),
  DG0511("output column is not a field of the sink's schema"),
  DG0512("column does not fit the sink's field"),
  DG0513("sink topic is not decided"),
  DG0514("SELECT * reaches the sink"),
  DG0515("source is not used"),
  DG0516("sink leaves out the event time"),
  DG0521("rows would overwrite each other"),
  DG0522("rows may overwrite each other"),
  DG0523("daggers disagree about a measurement"),
  DG0524("tag takes too many values"),
  DG0525("NULL field keeps an old value"),
  DG0526("an updated row would become another point"),
  DG0527("daggers may overwrite each other's points"),
  DG0528("name is not safe in InfluxDB"),
  DG0529("daggers write the same topic"),
  DG0601("team may not read this stream"),
  DG0602("team may not write this stream"),
  DG0603("team may not write this database"),
  DG0604("team is not in teams.yaml"),
  DG0605("parallelism above the team's quota"),
  DG0606("memory above the team's quota"),
  DG0607("a team's daggers are together above its quota"),
  DG0608("a secret stands in the repository"),
  DG0609("rule cannot be allowed"),
  DG0610("allowance without effect"),
  DG0701("field has another type"),
  DG0702("field is repeated, optional or required otherwise"),
  DG0703("field was moved into or out of a oneof"),
  DG0704("field has another default"),
  DG0705("field was removed"),
  DG0706("field was renamed"),
  DG0707("field has another name in JSON"),
  DG0708("required field was added or removed"),
  DG0709("file is written in another syntax"),
  DG0710("enum value was removed or renumbered"),
  DG0711("enum value was renamed"),
  DG0712("enum was opened or closed"),
  DG0713("message was removed"),
  DG0714("enum was removed"),
  DG0715("oneof was removed"),
  DG0716("number or name of a message is no longer reserved"),
  DG0717("number or name of an enum is no longer reserved"),
  DG0718("package was removed"),
  DG0719("field was renumbered"),
  DG0720("stream was removed while daggers use it"),
  DG0721("topic was removed while daggers read it"),
  DG0722("stream has another event time"),
  DG0723("topic carries another schema"),
  DG0724("base revision cannot be compared with"),
  DG0801("test without rows, or of an unknown table"),
  DG0802("row of a test has an unknown field"),
  DG0803("value does not fit its field"),
  DG0804("row of a test has no event time"),
  DG0805("watermark goes back"),
  DG0806("order of a test goes back"),
  DG0807("expected column is not in the query's output"),
  DG0808("expected value does not fit its column"),
  DG0809("file is not read as a test"),
  DG0810("query gives other rows than its test expects"),
  DG0811("query fails on a row of its test");

  /** What Flink refuses as well. */
  private static final Set<Integer> UNPLANNABLE = Set.of(321, 324, 327, 432, 439);

  private final String title;

  Code(String title) {
    this.title = title;
  }

  /**
   * Whether {@code allow:} in dagger.yaml may spare a dagger these findings: what is said about
   * state, time, values and points. Never security rules, and never what keeps a query from being
   * read or planned.
   */
  public boolean isAllowable() {
    int number = Integer.parseInt(name().substring(2));
    if (UNPLANNABLE.contains(number)) {
      return false;
    }
    boolean aboutState = number >= 301 && number <= 399;
    boolean aboutValues = number == 412 || number == 413 || (number >= 430 && number <= 449);
    boolean aboutPoints = number >= 514 && number <= 539;
    return aboutState || aboutValues || aboutPoints;
  }

  /** What findings of this code have in common, without the particulars. */
  public String title() {
    return title;
  }
}
