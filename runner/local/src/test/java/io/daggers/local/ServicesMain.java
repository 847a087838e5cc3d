package io.daggers.local;

import java.nio.file.Path;

/**
 * A parent for the tests to end: starts both services below the directory, and uses them once more
 * at its end.
 */
final class ServicesMain {

  private ServicesMain() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    KafkaBroker broker = KafkaBroker.start(directory);
    InfluxServer influx = InfluxServer.start(directory);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> useOnceMore(broker, influx)));
    System.out.println("started");
    Thread.currentThread().join();
  }

  private static void useOnceMore(KafkaBroker broker, InfluxServer influx) {
    try {
      broker.createTopic("farewell", 1);
      influx.createDatabase("farewell");
      System.out.println("both served to the end");
    } catch (LocalServiceException | InterruptedException e) {
      System.out.println(e);
    }
  }
}
