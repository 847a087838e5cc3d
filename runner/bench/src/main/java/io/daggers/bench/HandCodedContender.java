package io.daggers.bench;

import com.google.common.geometry.S2CellId;
import com.google.common.geometry.S2LatLng;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import rides.booking.v1.Booking.BookingEvent;
import rides.booking.v1.Booking.Location;
import rides.booking.v1.Booking.Status;

/** What a good engineer writes for this one query, with protobuf's generated classes. */
final class HandCodedContender implements Contender {

  @Override
  public StreamGraph graph(String bootstrapServers) {
    StreamExecutionEnvironment env = Sources.environment();
    DataStream<BookingEvent> bookings =
        env.fromSource(
            Sources.kafka(bootstrapServers, new Parser()),
            Sources.<BookingEvent>watermarks()
                .withTimestampAssigner(
                    (booking, kafka) ->
                        booking.getEventTimestamp().getSeconds() * 1_000
                            + booking.getEventTimestamp().getNanos() / 1_000_000),
            "bookings");
    bookings
        .filter(booking -> booking.getStatus() == Status.COMPLETED)
        .map(HandCodedContender::trip)
        .returns(Trip.class)
        .keyBy(
            trip -> Tuple3.of(trip.city, trip.vehicleType, trip.s2id),
            Types.TUPLE(Types.STRING, Types.STRING, Types.LONG))
        .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
        .aggregate(new CountAndSum())
        .sinkTo(new CountingSink<>(result -> result.f0));
    return env.getStreamGraph();
  }

  private static Trip trip(BookingEvent booking) {
    Trip trip = new Trip();
    Location pickup = booking.getPickup();
    trip.city = booking.getCity();
    trip.vehicleType = booking.getVehicleType().name();
    trip.s2id =
        S2CellId.fromLatLng(S2LatLng.fromDegrees(pickup.getLatitude(), pickup.getLongitude()))
            .parent(13)
            .id();
    trip.fare = booking.getFare().getTotal();
    return trip;
  }

  /** A completed booking. */
  public static final class Trip {
    public String city;
    public String vehicleType;
    public long s2id;
    public double fare;
  }

  private static final class CountAndSum
      implements AggregateFunction<Trip, Tuple2<Long, Double>, Tuple2<Long, Double>> {

    private static final long serialVersionUID = 1L;

    @Override
    public Tuple2<Long, Double> createAccumulator() {
      return Tuple2.of(0L, 0.0);
    }

    @Override
    public Tuple2<Long, Double> add(Trip trip, Tuple2<Long, Double> sum) {
      sum.f0 += 1;
      sum.f1 += trip.fare;
      return sum;
    }

    @Override
    public Tuple2<Long, Double> getResult(Tuple2<Long, Double> sum) {
      return sum;
    }

    @Override
    public Tuple2<Long, Double> merge(Tuple2<Long, Double> a, Tuple2<Long, Double> b) {
      return Tuple2.of(a.f0 + b.f0, a.f1 + b.f1);
    }
  }

  private static final class Parser implements KafkaRecordDeserializationSchema<BookingEvent> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<BookingEvent> out)
        throws IOException {
      out.collect(BookingEvent.parseFrom(record.value()));
    }

    @Override
    public TypeInformation<BookingEvent> getProducedType() {
      return TypeInformation.of(BookingEvent.class);
    }
  }
}
