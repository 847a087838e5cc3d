package io.daggers.agent.platform.yarn;

import org.apache.hadoop.yarn.client.api.YarnClientApplication;
import org.apache.hadoop.yarn.client.api.impl.YarnClientImpl;

/** A client of YARN for one application, whose id was handed out and written down before. */
final class ReservedApplication extends YarnClientImpl {

  private final YarnClientApplication application;

  ReservedApplication(YarnClientApplication application) {
    this.application = application;
  }

  @Override
  public YarnClientApplication createApplication() {
    return application;
  }
}
