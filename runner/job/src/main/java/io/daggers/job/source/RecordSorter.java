package io.daggers.job.source;

import io.daggers.job.codec.StreamRow;
import io.daggers.job.deadletter.DeadLetterException;
import io.daggers.job.deadletter.DeadLetterFunction;
import io.daggers.job.deadletter.DeadLetters;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/**
 * Right behind a source, where watermarks have been made of all its records: lets pass the rows
 * that the query has use of, and takes out the records that could not become rows.
 */
final class RecordSorter extends DeadLetterFunction {

  private static final long serialVersionUID = 1L;

  RecordSorter(DeadLetters letters) {
    super(letters);
  }

  @Override
  public void processElement(RowData row, Context context, Collector<RowData> out)
      throws DeadLetterException {
    if (row instanceof DeadRow dead) {
      send(dead.letter());
    } else if (((StreamRow) row).isWanted()) {
      out.collect(row);
    }
  }
}
