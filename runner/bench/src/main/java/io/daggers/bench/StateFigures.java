package io.daggers.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a contender with much state took.
 *
 * @param fill seconds of processors for a million of records that bring new keys
 * @param cost the same for records of known keys, the median
 * @param speed those in a second, the median
 * @param checkpoints milliseconds, bytes written and bytes of state of each
 */
record StateFigures(double fill, double cost, double speed, List<double[]> checkpoints) {

  static StateFigures parse(List<String> lines, List<Long> batches) {
    List<Double> costs = new ArrayList<>();
    List<Double> speeds = new ArrayList<>();
    for (int i = 0; i < batches.size(); i++) {
      double[] lap = figures(lines.get(i));
      costs.add(lap[0] * 1e6 / batches.get(i));
      speeds.add(batches.get(i) / lap[1]);
    }
    int measured = batches.size();
    return new StateFigures(
        costs.get(0),
        Medians.of(costs.subList(1, measured)),
        Medians.of(speeds.subList(1, measured)),
        lines.stream().skip(measured).map(StateFigures::figures).toList());
  }

  private static double[] figures(String line) {
    return Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  String line(String name, StateFigures other) {
    String taken =
        checkpoints.isEmpty()
            ? "none"
            : "%d: %,.0f, %,.0f; %,.0f; %,.0f"
                .formatted(
                    checkpoints.size(), median(0), greatest(0), median(1) / 1e6, median(2) / 1e6);
    return "%-24s %8.2f   %,9.0f   %9.2f   %11.2f   %s"
        .formatted(name, cost, speed, cost / other.cost, fill, taken);
  }

  void write(ObjectNode json) {
    json.put("cpu_seconds_per_million", cost);
    json.put("cpu_seconds_per_million_filling", fill);
    json.put("records_per_second", Math.round(speed));
    json.put("checkpoints", checkpoints.size());
    if (!checkpoints.isEmpty()) {
      json.put("checkpoint_millis_median", median(0));
      json.put("checkpoint_millis_max", greatest(0));
      json.put("checkpoint_bytes_median", median(1));
      json.put("checkpoint_bytes_max", greatest(1));
      json.put("state_bytes", median(2));
    }
  }

  private double median(int figure) {
    return Medians.of(checkpoints.stream().map(checkpoint -> checkpoint[figure]).toList());
  }

  private double greatest(int figure) {
    return checkpoints.stream().mapToDouble(checkpoint -> checkpoint[figure]).max().orElseThrow();
  }
}
