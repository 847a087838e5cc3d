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
    Alarm alarm = new Alarm(limit);
    alarm.setFor(limit);
    T result;
    try {
      result = exchange.run();
    } finally {
      alarm.cancel();
    }
    if (overdue) {
      throw new IOException("too late");
    }
    return result;
  }

  /**
   * Kills the process when it has worked for longer than it may. What counts is the time it had a
   * processor: on a machine that is busy with other things a good query takes long, too. Only a
   * process that does not even work is held to the clock on the wall.
   */
  private final class Alarm implements Runnable {

    private static final int MOST_PATIENCE = 6;
    private static final Duration SHORTEST = Duration.ofMillis(50);

    private final Duration limit;
    private final Duration worked = worked();
    private final long start = System.nanoTime();
    private volatile boolean over;

    Alarm(Duration limit) {
      this.limit = limit;
    }

    void setFor(Duration delay) {
      var unused = clock.schedule(this, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void run() {
      if (over) {
        return;
      }
      Duration left = limit.minus(worked().minus(worked));
      Duration passed = Duration.ofNanos(System.nanoTime() - start);
      boolean patient = passed.compareTo(limit.multipliedBy(MOST_PATIENCE)) < 0;
      if (patient && !left.isNegative() && !left.isZero()) {
        setFor(left.compareTo(SHORTEST) < 0 ? SHORTEST : left);
        return;
      }
      overdue = true;
      process.destroyForcibly();
    }

    synchronized void cancel() {
      over = true;
    }

    /** Where the system does not tell, the clock on the wall is all there is. */
    private Duration worked() {
      return process.info().totalCpuDuration().orElseGet(() -> Duration.ofNanos(System.nanoTime()));
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
