package io.daggers.job.sink.influx;

import java.util.List;

/** Where points are written, one attempt at a time. */
interface PointServer extends AutoCloseable {

  /**
   * Writes some points, and returns when it is known what came of it.
   *
   * @param lines line protocol, in the order in which they take each other's place
   * @throws InterruptedException where the task is to end
   */
  Answer write(List<String> lines) throws InterruptedException;

  @Override
  void close();
}
