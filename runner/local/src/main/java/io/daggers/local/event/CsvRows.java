package io.daggers.local.event;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.daggers.local.LocalServiceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * One event on each row below a header row. An empty cell leaves its field unset.
 *
 * @param columns column name by field; a field of a nested message is written with dots
 * @param times how the file writes times
 */
public record CsvRows(Path file, Map<String, String> columns, TimeText times) implements EventFile {

  public CsvRows {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  @Override
  public void read(EventShape shape, Receiver receiver)
      throws BadEventException, IOException, LocalServiceException, InterruptedException {
    String name = EventFile.nameOf(file);
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (BufferedReader text = EventFile.open(file);
        CSVParser rows = format.parse(text)) {
      List<CsvColumn> mapped = columns(shape, rows.getHeaderNames(), name);
      for (CSVRecord row : rows) {
        long line = rows.getCurrentLineNumber();
        receiver.receive(
            EventFile.withTime(shape, event(shape, mapped, row, name, line), name, line));
      }
    }
  }

  private List<CsvColumn> columns(EventShape shape, List<String> header, String name)
      throws BadEventException {
    List<CsvColumn> mapped = new ArrayList<>();
    for (Map.Entry<String, String> entry : columns.entrySet()) {
      try {
        mapped.add(CsvColumn.of(shape, entry.getKey(), entry.getValue(), header));
      } catch (IllegalArgumentException e) {
        throw BadEventException.at(name, 1, e.getMessage());
      }
    }
    return mapped;
  }

  private Message event(
      EventShape shape, List<CsvColumn> mapped, CSVRecord row, String name, long line)
      throws BadEventException {
    DynamicMessage.Builder event = DynamicMessage.newBuilder(shape.descriptor());
    for (CsvColumn column : mapped) {
      try {
        column.copy(row, event, times);
      } catch (IllegalArgumentException e) {
        throw BadEventException.at(
            name,
            line,
            "field %s, column %s: %s".formatted(column.field(), column.name(), e.getMessage()));
      }
    }
    return event.build();
  }
}
