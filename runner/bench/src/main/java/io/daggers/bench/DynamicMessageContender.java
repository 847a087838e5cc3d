package io.daggers.bench;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import rides.booking.v1.Booking.BookingEvent;

/** Every field of every record by reflection: DynamicMessage, then a Row, then a view. */
final class DynamicMessageContender implements Contender {

  @Override
  public StreamGraph graph(String bootstrapServers) {
    StreamExecutionEnvironment env = Sources.environment();
    StreamTableEnvironment tables = Sources.tables(env);
    DataStream<Row> rows =
        env.fromSource(
            Sources.kafka(bootstrapServers, new Rows()),
            Sources.<Row>watermarks()
                .withTimestampAssigner((row, kafka) -> millis((Row) row.getField(1))),
            "bookings");
    tables.createTemporaryView(
        "bookings",
        rows,
        Schema.newBuilder()
            .columnByMetadata("rowtime", DataTypes.TIMESTAMP_LTZ(3))
            .watermark("rowtime", "SOURCE_WATERMARK()")
            .build());
    Sources.count(tables);
    return env.getStreamGraph();
  }

  private static long millis(Row timestamp) {
    return (long) timestamp.getField(0) * 1_000 + (int) timestamp.getField(1) / 1_000_000;
  }

  /** Turns records into rows, all fields of them. */
  static final class Rows implements KafkaRecordDeserializationSchema<Row> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Row> out)
        throws IOException {
      out.collect(row(record.value()));
    }

    static Row row(byte[] bytes) throws IOException {
      return row(DynamicMessage.parseFrom(BookingEvent.getDescriptor(), bytes));
    }

    private static Row row(Message message) {
      List<FieldDescriptor> fields = message.getDescriptorForType().getFields();
      Row row = new Row(fields.size());
      for (int i = 0; i < fields.size(); i++) {
        row.setField(i, value(message, fields.get(i)));
      }
      return row;
    }

    private static Object value(Message message, FieldDescriptor field) {
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        return row((Message) message.getField(field));
      }
      Object value = message.getField(field);
      return value instanceof EnumValueDescriptor name ? name.getName() : value;
    }

    @Override
    public TypeInformation<Row> getProducedType() {
      List<String> names = new ArrayList<>();
      List<TypeInformation<?>> types = new ArrayList<>();
      add(BookingEvent.getDescriptor(), names, types);
      return Types.ROW_NAMED(
          names.toArray(String[]::new), types.toArray(TypeInformation<?>[]::new));
    }

    private static void add(
        Descriptor message, List<String> names, List<TypeInformation<?>> types) {
      for (FieldDescriptor field : message.getFields()) {
        names.add(field.getName());
        types.add(type(field));
      }
    }

    private static TypeInformation<?> type(FieldDescriptor field) {
      return switch (field.getJavaType()) {
        case MESSAGE -> {
          List<String> names = new ArrayList<>();
          List<TypeInformation<?>> types = new ArrayList<>();
          add(field.getMessageType(), names, types);
          yield Types.ROW_NAMED(
              names.toArray(String[]::new), types.toArray(TypeInformation<?>[]::new));
        }
        case INT -> Types.INT;
        case LONG -> Types.LONG;
        case FLOAT -> Types.FLOAT;
        case DOUBLE -> Types.DOUBLE;
        case BOOLEAN -> Types.BOOLEAN;
        case STRING, ENUM -> Types.STRING;
        case BYTE_STRING -> Types.PRIMITIVE_ARRAY(Types.BYTE);
      };
    }
  }
}
