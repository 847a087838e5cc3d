package io.daggers.local.yarn;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One of Hadoop's daemons. Arguments: its main class, and that class's own.
 *
 * <p>It runs until its standard input ends, which happens when the parent closes the pipe and also
 * when the parent is killed: no daemon outlives the process that started it.
 */
public final class LocalDaemon {

  private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(5);

  private LocalDaemon() {}

  public static void main(String[] arguments) throws Exception {
    Thread watch = new Thread(LocalDaemon::endWithInput, "end of input");
    watch.setDaemon(true);
    watch.start();
    Method main = Class.forName(arguments[0]).getMethod("main", String[].class);
    main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static void endWithInput() {
    try {
      awaitEnd(System.in);
    } catch (IOException e) {
      // A pipe that cannot be read has ended, too.
    }
    CompletableFuture<Void> unused =
        CompletableFuture.runAsync(
            () -> Runtime.getRuntime().halt(1),
            CompletableFuture.delayedExecutor(SHUTDOWN_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    System.exit(0);
  }

  private static void awaitEnd(InputStream input) throws IOException {
    while (input.read() >= 0) {
      // The parent writes nothing; only the end of the stream has a meaning.
    }
  }
}
