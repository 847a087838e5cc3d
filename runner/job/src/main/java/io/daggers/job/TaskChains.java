package io.daggers.job;

import java.util.Set;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.ForwardPartitioner;
import org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner;

/**
 * Keeps rows in one task where there is one task for all keys. Flink would write them to bytes,
 * pass them to another thread and read them again, as if there were many.
 */
final class TaskChains {

  private TaskChains() {}

  /**
   * Chains operators to what feeds them, where both run once.
   *
   * @param copying uids of the operators that may be: an operator that keeps a row itself needs the
   *     copy that it gets from bytes, as whoever gives the row uses it again
   */
  static void lengthen(StreamGraph graph, Set<String> copying) {
    for (StreamNode node : graph.getStreamNodes()) {
      if (node.getParallelism() == 1 && copies(node, copying)) {
        for (StreamEdge edge : node.getInEdges()) {
          if (edge.getPartitioner() instanceof KeyGroupStreamPartitioner
              && graph.getSourceVertex(edge).getParallelism() == 1) {
            edge.setPartitioner(new ForwardPartitioner<>());
          }
        }
      }
    }
  }

  /** Flink's operator of one of the query has the uid of that, and a word of Flink's behind it. */
  private static boolean copies(StreamNode node, Set<String> copying) {
    String uid = node.getTransformationUID();
    return uid != null && copying.stream().anyMatch(uid::startsWith);
  }
}
