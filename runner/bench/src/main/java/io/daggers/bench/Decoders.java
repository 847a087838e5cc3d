package io.daggers.bench;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.sun.management.ThreadMXBean;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.codec.MessageReader;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.StreamDemand;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import rides.booking.v1.Booking.BookingEvent;

/** The decoders alone, on one thread, from memory to memory: a child process of the bench. */
final class Decoders {

  private static final int MESSAGES = 2_000;
  private static final int PASSES = 250;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 5;

  /** Makes something of a message. */
  private interface Decoder {
    Object decode(byte[] bytes) throws Exception;
  }

  private record Cost(double nanos, double bytes) {}

  /** Another thread could look, so that each result has to be made. It is next to free. */
  private static volatile Object last = "";

  private Decoders() {}

  /** Prints {@code NAME NANOS BYTES} per record for each decoder, medians of rounds. */
  public static void main(String[] args) throws Exception {
    Bookings bookings = new Bookings(7);
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      messages.add(bookings.next().toByteArray());
    }
    JobBundle bundle = DaggerContender.bundle("127.0.0.1:1");
    SchemaCatalog schemas = SchemaCatalog.of(bundle.schemas());
    StreamDemand demand = Demands.ofQuery(bundle);
    MessageReader columns = Demands.reader(schemas, Demands.unfiltered(demand));
    MessageReader filtered = Demands.reader(schemas, demand);
    MessageReader all = Demands.reader(schemas, StreamDemand.all(demand.columns()));
    Map<String, Decoder> decoders = new LinkedHashMap<>();
    decoders.put("dynamic_message", Decoders::dynamicRow);
    decoders.put("generated_classes", BookingEvent::parseFrom);
    decoders.put("ours_whole_messages", all::read);
    decoders.put("ours_columns", columns::read);
    decoders.put("ours_columns_and_filter", filtered::read);
    Map<String, List<Cost>> costs = new LinkedHashMap<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      for (Map.Entry<String, Decoder> decoder : decoders.entrySet()) {
        Cost cost = measure(decoder.getValue(), messages);
        if (round >= WARM_UP) {
          costs.computeIfAbsent(decoder.getKey(), key -> new ArrayList<>()).add(cost);
        }
      }
    }
    costs.forEach(
        (name, each) ->
            System.out.printf(
                "%s %.1f %.1f%n",
                name,
                Medians.of(each.stream().map(Cost::nanos).toList()),
                Medians.of(each.stream().map(Cost::bytes).toList())));
  }

  private static Cost measure(Decoder decoder, List<byte[]> messages) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long cpu = threads.getCurrentThreadCpuTime();
    for (int pass = 0; pass < PASSES; pass++) {
      for (byte[] message : messages) {
        last = decoder.decode(message);
      }
    }
    double records = (double) PASSES * messages.size();
    return new Cost(
        (threads.getCurrentThreadCpuTime() - cpu) / records,
        (threads.getCurrentThreadAllocatedBytes() - allocated) / records);
  }

  /** By reflection, the columns of the query as Flink's row. */
  private static RowData dynamicRow(byte[] bytes) throws Exception {
    Descriptor booking = BookingEvent.getDescriptor();
    DynamicMessage message = DynamicMessage.parseFrom(booking, bytes);
    GenericRowData row = new GenericRowData(6);
    row.setField(0, text(message, "status"));
    row.setField(1, text(message, "vehicle_type"));
    row.setField(2, text(message, "city"));
    row.setField(3, nested(message, "pickup", "latitude", "longitude"));
    row.setField(4, nested(message, "fare", "total"));
    Message time = (Message) message.getField(booking.findFieldByName("event_timestamp"));
    List<FieldDescriptor> parts = time.getDescriptorForType().getFields();
    row.setField(
        5,
        TimestampData.fromEpochMillis(
            (long) time.getField(parts.get(0)) * 1_000
                + (int) time.getField(parts.get(1)) / 1_000_000));
    return row;
  }

  private static StringData text(Message message, String field) {
    Object value = message.getField(message.getDescriptorForType().findFieldByName(field));
    return StringData.fromString(
        value instanceof EnumValueDescriptor name ? name.getName() : (String) value);
  }

  private static RowData nested(Message message, String field, String... names) {
    FieldDescriptor descriptor = message.getDescriptorForType().findFieldByName(field);
    if (!message.hasField(descriptor)) {
      return null;
    }
    Message inner = (Message) message.getField(descriptor);
    GenericRowData row = new GenericRowData(names.length);
    for (int i = 0; i < names.length; i++) {
      row.setField(i, inner.getField(inner.getDescriptorForType().findFieldByName(names[i])));
    }
    return row;
  }
}
