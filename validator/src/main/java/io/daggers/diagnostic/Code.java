package io.daggers.diagnostic;

/**
 * Every kind of finding. The number is stable: it is what people search for, allow and explain.
 * Hundreds group by what the finding is about: 00 files, 01 YAML, 02 schemas and streams, 04 SQL,
 * 05 sinks, 06 policy.
 */
public enum Code {
  DG0001("the planner could not plan this query"),
  DG0002("a file is missing"),
  DG0003("a file cannot be read as text"),
  DG0004("a folder name is not a valid identity"),
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
  DG0414("column is neither grouped nor aggregated"),
  DG0415("aggregate in the wrong place"),
  DG0416("output column has no name"),
  DG0417("two output columns have one name"),
  DG0418("queries of a UNION have different columns"),
  DG0419("condition is not TRUE or FALSE"),
  DG0420("ambiguous column"),
  DG0421("a stream cannot be sorted"),
  DG0422("types are compared that are not converted"),
  DG0423("a stream has no versions"),
  DG0424("part of SQL that does not run over streams"),
  DG0425("pattern that does not work or can take very long"),
  DG0426("unknown type"),
  DG0427("OVER without the order it needs"),
  DG0501("column is not in the query's output"),
  DG0502("output column is not used by the sink"),
  DG0503("column cannot be the time of a point"),
  DG0504("column cannot be a tag"),
  DG0505("column cannot be a field"),
  DG0506("column or name used twice"),
  DG0511("output column is not a field of the sink's schema"),
  DG0512("column does not fit the sink's field"),
  DG0513("sink topic is not decided"),
  DG0601("team may not read this stream"),
  DG0602("team may not write this stream");

  private final String title;

  Code(String title) {
    this.title = title;
  }

  /** What findings of this code have in common, without the particulars. */
  public String title() {
    return title;
  }
}
