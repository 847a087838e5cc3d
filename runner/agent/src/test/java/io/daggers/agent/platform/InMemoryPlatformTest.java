package io.daggers.agent.platform;

import io.daggers.job.bundle.JobBundle;

class InMemoryPlatformTest extends PlatformContract {

  private final InMemoryPlatform platform = new InMemoryPlatform();

  @Override
  protected JobPlatform platform() {
    return platform;
  }

  @Override
  protected JobBundle bundle() {
    return TestBundles.of("team/dagger", "SELECT 1", null, "window-1");
  }

  @Override
  protected JobBundle editedBundle() {
    return TestBundles.of("team/dagger", "SELECT 2", null, "window-1");
  }

  @Override
  protected JobBundle bundleOfAnotherMeaning() {
    return TestBundles.of("team/dagger", "SELECT 3", null, "window-2");
  }

  @Override
  protected void awaitState(JobId job) {
    // It makes a checkpoint whenever a job is stopped.
  }
}
