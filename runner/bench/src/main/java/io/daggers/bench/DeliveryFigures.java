package io.daggers.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a delivery took in each round. */
record DeliveryFigures(
    String delivery,
    List<Double> costs,
    List<Double> speeds,
    List<Double> delays,
    List<Double> longest) {

  DeliveryFigures(String delivery) {
    this(delivery, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** What {@link DeliveryContest} prints. */
  void add(List<String> lines) {
    double[] lap = figures(lines.get(0));
    double[] seen = figures(lines.get(1));
    costs.add(lap[0] * 1e6 / lap[2]);
    speeds.add(lap[2] / lap[1]);
    delays.add(seen[0]);
    longest.add(seen[1]);
  }

  private static double[] figures(String line) {
    return Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  String line(DeliveryFigures other) {
    return "%-24s %8.2f   %,9.0f   %,10.0f, %,10.0f   %18.2f"
        .formatted(
            delivery,
            Medians.of(costs),
            Medians.of(speeds),
            Medians.of(delays),
            Medians.of(longest),
            ratio(other));
  }

  void write(ObjectNode json, DeliveryFigures other) {
    json.put("cpu_seconds_per_million", Medians.of(costs));
    json.put("records_per_second", Math.round(Medians.of(speeds)));
    json.put("millis_until_committed_median", Medians.of(delays));
    json.put("millis_until_committed_max", Medians.of(longest));
    json.put("cpu_ratio", ratio(other));
  }

  private double ratio(DeliveryFigures other) {
    return Medians.of(costs) / Medians.of(other.costs);
  }
}
