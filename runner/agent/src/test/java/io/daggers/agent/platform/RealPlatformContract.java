package io.daggers.agent.platform;

import io.daggers.agent.Services;
import io.daggers.job.bundle.JobBundle;

/** The contract for platforms on which daggers really count. */
public abstract class RealPlatformContract extends PlatformContract {

  protected abstract Services services();

  @Override
  protected JobBundle bundle() throws Exception {
    return bundle("requests", "COUNT(*) AS requests", "http_status > 0");
  }

  @Override
  protected JobBundle editedBundle() throws Exception {
    return bundle(
        "requests, thousands",
        "COUNT(*) AS requests, COUNT(*) / 1000e0 AS thousands",
        "http_status > 0");
  }

  @Override
  protected JobBundle bundleOfAnotherMeaning() throws Exception {
    return bundle("requests", "COUNT(*) AS requests", "http_status > 499");
  }

  private JobBundle bundle(String fields, String columns, String condition) throws Exception {
    return services().bundle(Services.yaml(fields), Services.sql(columns, condition));
  }
}
