package io.daggers.validator.worker;

import io.daggers.diagnostic.Diagnostic;
import io.daggers.validator.PlanAnswer;
import io.daggers.validator.PlannerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One child process. Whatever it does, every call here comes back within its time. */
final class Worker implements AutoCloseable {

  /** The exit code of a JVM that was told to end when it runs out of memory. */
  static final int OUT_OF_MEMORY = 3;

  /** The exit code of a process that was killed, here by a system that is short of memory. */
  private static final int KILLED = 137;

  private final Process process;
  private final Frames frames;
  private final LastWords lastWords;
  private final ScheduledExecutorService clock;
  private volatile boolean overdue;
  private int round;
  private boolean ready;
  private int answered;

  private Worker(
      Process process, Frames frames, LastWords lastWords, ScheduledExecutorService clock) {
    this.process = process;
    this.frames = frames;
    this.lastWords = lastWords;
    this.clock = clock;
  }

  /** Starts a process, which then needs a while until it is ready. */
  static Worker start(
      WorkerCommand command, int heapMebibytes, Path folder, ScheduledExecutorService clock)
      throws PlannerException {
    try {
      Files.createDirectories(folder);
      ProcessBuilder builder =
          new ProcessBuilder(command.words(heapMebibytes, folder)).directory(folder.toFile());
      // No secret of ours, and nothing that changes how a JVM starts.
      builder.environment().clear();
      builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8"));
      Process process = builder.start();
      return new Worker(
          process,
          new Frames(process.getInputStream(), process.getOutputStream()),
          LastWords.of(process.getErrorStream()),
          clock);
    } catch (IOException e) {
      throw new PlannerException("the planner cannot be started: " + e.getMessage(), e);
    }
  }

  void awaitReady(Duration limit) throws PlannerException {
    if (ready) {
      return;
    }
    try {
      within(limit, () -> Frames.parse(frames.read(Frames.GREATEST_ANSWER), Ready.class));
      ready = true;
    } catch (IOException e) {
      close();
      throw new PlannerException(
          overdue
              ? "the planner did not start within %d s".formatted(limit.toSeconds())
              : "the planner ended while it started: " + lastWords.text(),
          e);
    }
  }

  /** How asking ended. */
  sealed interface Outcome {

    record Answered(PlanAnswer answer) implements Outcome {}

    record TookTooLong() implements Outcome {}

    record TookTooMuch() implements Outcome {}

    /**
     * @param words what it said last
     */
    record Broke(String words) implements Outcome {}
  }

  /**
   * Asks for one dagger. Whatever is not an answer leaves the process dead.
   *
   * @param itsRound a number of the opening, which is sent once
   */
  Outcome ask(int itsRound, Request.Open opening, Request.Plan request, Duration limit) {
    try {
      PlanAnswer answer =
          within(
              limit,
              () -> {
                if (round != itsRound) {
                  frames.write(opening);
                  round = itsRound;
                }
                frames.write(request);
                return Frames.parse(frames.read(Frames.GREATEST_ANSWER), PlanAnswer.class);
              });
      if (answer.planned() == null
          && answer.diagnostics().stream().noneMatch(Diagnostic::isError)) {
        throw new IOException("an answer that says nothing");
      }
      answered++;
      return new Outcome.Answered(answer);
    } catch (IOException e) {
      return ended(e);
    }
  }

  /** Whether other daggers came before, and may be what the process died of. */
  boolean isUsed() {
    return answered > 0;
  }

  private Outcome ended(IOException e) {
    boolean endedByItself = !overdue && awaitExit();
    close();
    if (overdue) {
      return new Outcome.TookTooLong();
    }
    int code = endedByItself ? process.exitValue() : 0;
    return code == OUT_OF_MEMORY || code == KILLED
        ? new Outcome.TookTooMuch()
        : new Outcome.Broke("exit code %d, %s; %s".formatted(code, e, lastWords.text()));
  }

  private boolean awaitExit() {
    try {
      return process.waitFor(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private interface Exchange<T> {
    T run() throws IOException;
  }

  /** A read from a pipe cannot be interrupted; but it ends when the process does. */
  private <T> T within(Duration limit, Exchange<T> exchange) throws IOException {
    ScheduledFuture<?> alarm =
        clock.schedule(
            () -> {
              overdue = true;
              process.destroyForcibly();
            },
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      T result = exchange.run();
      if (!alarm.cancel(false)) {
        throw new IOException("too late");
      }
      return result;
    } finally {
      alarm.cancel(false);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
