package io.daggers.job.edit;

import io.daggers.job.sink.influx.PointMapping;
import java.io.Serializable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.influxdb.dto.Point;

/** A row as text that is the same if and only if what is written is the same. */
sealed interface RowText extends Serializable {

  String of(RowData row);

  /** By name: a Kafka record has fields, and no order of them. */
  record OfColumns(RowType columns) implements RowText {
    @Override
    public String of(RowData row) {
      return row.getRowKind().shortString()
          + IntStream.range(0, columns.getFieldCount())
              .mapToObj(
                  column ->
                      columns.getFieldNames().get(column)
                          + "="
                          + RowData.createFieldGetter(columns.getTypeAt(column), column)
                              .getFieldOrNull(row))
              .sorted()
              .collect(Collectors.joining(" "));
    }
  }

  record OfPoint(PointMapping mapping) implements RowText {
    @Override
    public String of(RowData row) {
      return mapping.point(row).map(Point::lineProtocol).orElse("no point");
    }
  }
}
