package io.daggers.job.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/** The names under which Flink keeps the state of a program's operators. */
final class Uids {

  private Uids() {}

  static List<String> of(StreamGraph graph) {
    return graph.getStreamNodes().stream().map(StreamNode::getTransformationUID).toList();
  }

  /** Calls operators as in another program those are called that do the same kind of work. */
  static void force(StreamExecutionEnvironment program, List<String> others) {
    Set<Transformation<?>> named = named(program);
    Set<String> kept = new HashSet<>(others);
    kept.retainAll(named.stream().map(Transformation::getUid).toList());
    Map<String, List<String>> free = new HashMap<>();
    for (String uid : others) {
      if (!kept.contains(uid)) {
        free.computeIfAbsent(kind(uid), kind -> new ArrayList<>()).add(uid);
      }
    }
    for (Transformation<?> each : named) {
      List<String> same = free.getOrDefault(kind(each.getUid()), List.of());
      if (!kept.contains(each.getUid()) && !same.isEmpty()) {
        each.setUid(same.remove(0));
      }
    }
  }

  /** {@code window-aggregate-0123456789abcdef-suffix} without the hash. */
  private static String kind(String uid) {
    return uid.replaceFirst("^source-[^-]+", "source")
        .replaceFirst("-[0-9a-f]{16}", "")
        .replaceFirst("-\\d+$", "");
  }

  private static Set<Transformation<?>> named(StreamExecutionEnvironment program) {
    Set<Transformation<?>> named = new LinkedHashSet<>();
    program.getTransformations().forEach(each -> collect(each, named));
    named.removeIf(each -> each.getUid() == null);
    return named;
  }

  private static void collect(Transformation<?> each, Set<Transformation<?>> into) {
    if (into.add(each)) {
      each.getInputs().forEach(input -> collect(input, into));
    }
  }
}
