package io.daggers.agent.platform.yarn;

import java.io.IOException;
import java.net.InetAddress;

/**
 * The process that may write the journal: to know at once where it is gone, and to tell people.
 *
 * @param host its name; empty where nobody said it yet
 */
record Holder(String host, long process) {

  static final Holder UNKNOWN = new Holder("", 0);

  static Holder thisProcess() throws IOException {
    return new Holder(hostOfThis(), ProcessHandle.current().pid());
  }

  /** One that died before it had signed is not known. */
  static Holder parse(String text) {
    String[] words = text.strip().split(" ");
    return words.length == 2 && words[1].matches("\\d{1,18}")
        ? new Holder(words[0], Long.parseLong(words[1]))
        : UNKNOWN;
  }

  String text() {
    return host + " " + process;
  }

  /** Whether it was of this machine, and runs no more. */
  boolean isGone() throws IOException {
    return host.equals(hostOfThis()) && ProcessHandle.of(process).isEmpty();
  }

  private static String hostOfThis() throws IOException {
    return InetAddress.getLocalHost().getHostName();
  }

  @Override
  public String toString() {
    return host.isEmpty()
        ? "it has not said who it is"
        : "process %d on %s".formatted(process, host);
  }
}
