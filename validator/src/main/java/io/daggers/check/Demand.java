package io.daggers.check;

import io.daggers.definition.Memory;
import io.daggers.definition.Settings;

/** What a dagger asks of the platform: a TaskManager for each parallel part, and a JobManager. */
public final class Demand {

  private Demand() {}

  /** What its containers have together, in megabytes. */
  public static int memoryMegabytes(Settings settings) {
    Settings.Resources resources = settings.resources();
    return Memory.megabytes(resources.jobmanager())
        + settings.parallelism() * Memory.megabytes(resources.taskmanager());
  }
}
