package io.daggers.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A service that runs beside this JVM and never longer than it.
 *
 * <p>Its standard input is a pipe that ends when {@link #close} is called, and also when this JVM
 * is killed. It runs in a session of its own, so that a Ctrl-C in the terminal reaches only this
 * JVM, which can then stop its jobs while their services still answer.
 */
final class ChildProcess implements AutoCloseable {

  private static final String OWN_SESSION =
      "trap '' INT; command -v setsid >/dev/null && exec setsid \"$@\"; exec \"$@\"";
  private static final Duration ORDERLY_END = Duration.ofSeconds(10);
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(20);
  private static final int QUOTED_LINES = 15;

  private final ServiceCommand service;
  private Process process;

  private ChildProcess(ServiceCommand service, Process process) {
    this.service = service;
    this.process = process;
  }

  /** Returns when the service answers; the exception quotes the end of its log. */
  static ChildProcess start(ServiceCommand service)
      throws LocalServiceException, InterruptedException {
    ChildProcess child = new ChildProcess(service, launch(service));
    child.awaitAnswer();
    return child;
  }

  /** Starts the service again, once it has ended. */
  void restart() throws LocalServiceException, InterruptedException {
    close();
    process = launch(service);
    awaitAnswer();
  }

  /** Asks the service to end, and insists if it does not. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The pipe is broken already: the process has ended, or is ended below.
    }
    if (!endsWithin(ORDERLY_END)) {
      kill();
    }
  }

  /** Ends the service as a crash would: unwarned, nothing flushed. */
  void kill() {
    List<ProcessHandle> family =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    family.forEach(ProcessHandle::destroyForcibly);
    family.forEach(member -> member.onExit().join());
  }

  private static Process launch(ServiceCommand service) throws LocalServiceException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", OWN_SESSION, service.name()));
    command.addAll(service.command());
    try {
      Files.createDirectories(service.log().getParent());
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(service.log().toFile()))
          .start();
    } catch (IOException e) {
      throw new LocalServiceException(
          "%s cannot be started: %s".formatted(service.name(), e.getMessage()), e);
    }
  }

  private void awaitAnswer() throws LocalServiceException, InterruptedException {
    long begin = System.nanoTime();
    try {
      while (!answers()) {
        if (!process.isAlive()) {
          throw failure("ended with status %d while starting".formatted(process.exitValue()));
        }
        if (System.nanoTime() - begin > service.limit().toNanos()) {
          throw failure("does not answer after %d s".formatted(service.limit().toSeconds()));
        }
        Thread.sleep(BETWEEN_PROBES.toMillis());
      }
    } catch (LocalServiceException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      return process.isAlive() && service.probe().answers();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // Not yet. It is asked again until the deadline, and then the log says more than this does.
      return false;
    }
  }

  private boolean endsWithin(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private LocalServiceException failure(String what) {
    return new LocalServiceException(
        "%s %s%n%s".formatted(service.name(), what, endOf(service.log())));
  }

  private static String endOf(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, UTF_8);
      List<String> end = lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size());
      return "the end of %s:%n  %s".formatted(log, String.join(System.lineSeparator() + "  ", end));
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }
}
