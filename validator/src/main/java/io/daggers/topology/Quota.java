package io.daggers.topology;

import org.jspecify.annotations.Nullable;

/**
 * How much may be asked for at the most.
 *
 * @param parallelism null means no limit
 * @param memoryMegabytes null means no limit
 */
public record Quota(@Nullable Integer parallelism, @Nullable Integer memoryMegabytes) {

  public static final Quota NONE = new Quota(null, null);

  public boolean allowsParallelism(int wanted) {
    return parallelism == null || wanted <= parallelism;
  }

  public boolean allowsMemory(int wantedMegabytes) {
    return memoryMegabytes == null || wantedMegabytes <= memoryMegabytes;
  }
}
