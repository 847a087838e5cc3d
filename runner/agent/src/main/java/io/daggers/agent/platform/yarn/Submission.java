package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.platform.flink.FailureText;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.client.deployment.ClusterDeploymentException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.yarn.YarnClientYarnClusterInformationRetriever;
import org.apache.flink.yarn.YarnClusterDescriptor;
import org.apache.flink.yarn.configuration.YarnLogConfigUtil;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.client.api.YarnClientApplication;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** Hands applications to YARN. Flink's client waits for their ApplicationMaster, without end. */
final class Submission {

  private final YarnConfiguration hadoop;
  private final ExecutorService threads;

  Submission(YarnConfiguration hadoop, ExecutorService threads) {
    this.hadoop = hadoop;
    this.threads = threads;
  }

  /**
   * Returns when the ApplicationMaster runs.
   *
   * @throws PlatformException where it does not within the limit; the application may be there
   */
  void submit(YarnClientApplication application, Deployment deployment, Duration limit)
      throws PlatformException {
    CompletableFuture<Void> done =
        CompletableFuture.runAsync(() -> deploy(application, deployment), threads);
    try {
      done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new PlatformException(
          "YARN did not start it within %d s".formatted(limit.toSeconds()), e);
    } catch (ExecutionException e) {
      throw new PlatformException("not submitted: " + FailureText.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("interrupted while it was submitted", e);
    }
  }

  private void deploy(YarnClientApplication application, Deployment deployment) {
    YarnClient yarn = new ReservedApplication(application);
    yarn.init(hadoop);
    yarn.start();
    boolean sharedClient = false;
    Configuration flink = deployment.configuration();
    YarnLogConfigUtil.setLogConfigFileInConfig(flink, deployment.logging().toString());
    try (YarnClusterDescriptor descriptor =
        new YarnClusterDescriptor(
            flink,
            hadoop,
            yarn,
            YarnClientYarnClusterInformationRetriever.create(yarn),
            sharedClient)) {
      descriptor.deployApplicationCluster(deployment.size(), deployment.program());
    } catch (ClusterDeploymentException e) {
      throw new IllegalStateException(e);
    }
  }
}
