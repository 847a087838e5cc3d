package io.daggers.validator.worker;

import io.daggers.definition.DaggerName;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import io.daggers.validator.InProcessPlanner;
import io.daggers.validator.Judgement;
import io.daggers.validator.PlanAnswer;
import io.daggers.validator.Planner;
import io.daggers.validator.PlannerException;
import io.daggers.validator.Validator;
import io.daggers.validator.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans in child processes. One that dies, hangs or runs out of memory costs the dagger it was
 * planning a diagnostic, and is replaced.
 */
public final class WorkerPlanner implements Planner {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerPlanner.class);

  /** Starting another process pays from so many daggers on. */
  private static final int DAGGERS_PER_WORKER = 20;

  private final WorkerCommand command;
  private final WorkerLimits limits;
  private final Path folder;
  private final ScheduledExecutorService clock;
  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicInteger started = new AtomicInteger();
  private final Queue<Worker> idle = new ConcurrentLinkedQueue<>();

  private WorkerPlanner(WorkerCommand command, WorkerLimits limits, Path folder) {
    this.command = command;
    this.limits = limits;
    this.folder = folder;
    this.clock = Executors.newSingleThreadScheduledExecutor(WorkerPlanner::daemon);
  }

  /**
   * Judges a repository whose queries need not be trusted, with the usual limits.
   *
   * @throws PlannerException where nothing can be planned for a reason that is not the daggers'
   */
  public static Judgement judge(RepositoryFiles files) throws PlannerException {
    try (Planner planner = start()) {
      return Validator.judge(files, planner);
    }
  }

  /** Processes like this one, with the usual limits. */
  public static WorkerPlanner start() throws PlannerException {
    return start(WorkerCommand.likeThisProcess(), WorkerLimits.defaults());
  }

  /** Starts the first process at once, so that it gets ready while the files are read. */
  public static WorkerPlanner start(WorkerCommand command, WorkerLimits limits)
      throws PlannerException {
    WorkerPlanner planner = new WorkerPlanner(command, limits, temporaryFolder());
    try {
      planner.idle.add(planner.begin());
      return planner;
    } catch (PlannerException e) {
      planner.close();
      throw e;
    }
  }

  @Override
  public Map<DaggerName, PlanAnswer> plan(
      RepositoryFiles files, World world, Collection<DaggerName> daggers) throws PlannerException {
    Round round =
        new Round(
            rounds.incrementAndGet(),
            files,
            Request.Open.of(world, files),
            new ConcurrentLinkedQueue<>(daggers),
            System.nanoTime() + limits.inAll().toNanos(),
            new ConcurrentHashMap<>());
    int workers =
        Math.min(limits.workers(), (daggers.size() + DAGGERS_PER_WORKER - 1) / DAGGERS_PER_WORKER);
    if (workers > 0) {
      run(round, workers);
    }
    return round.answers();
  }

  @Override
  public void close() {
    for (Worker worker = idle.poll(); worker != null; worker = idle.poll()) {
      worker.close();
    }
    clock.shutdownNow();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.debug("the temporary folder {} stays", folder, e);
    }
  }

  /**
   * The daggers of one call.
   *
   * @param deadline as {@link System#nanoTime} tells it
   */
  private record Round(
      int number,
      RepositoryFiles files,
      Request.Open opening,
      Queue<DaggerName> open,
      long deadline,
      Map<DaggerName, PlanAnswer> answers) {

    Duration left() {
      return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }
  }

  private void run(Round round, int workers) throws PlannerException {
    ExecutorService threads = Executors.newFixedThreadPool(workers, WorkerPlanner::daemon);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        ends.add(
            threads.submit(
                () -> {
                  work(round);
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PlannerException ours) {
        throw new PlannerException(ours.getMessage(), ours);
      }
      throw new IllegalStateException("a planner thread failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlannerException("interrupted while daggers were planned", e);
    } finally {
      round.open().clear();
      threads.shutdownNow();
    }
  }

  private void work(Round round) throws PlannerException {
    Worker worker = null;
    for (DaggerName name = round.open().poll(); name != null; name = round.open().poll()) {
      Request.Plan request = Request.Plan.of(name, round.files());
      Worker.Outcome outcome;
      boolean again;
      do {
        Duration left = round.left();
        if (left.isZero()) {
          round.answers().put(name, noTimeLeft(name));
          break;
        }
        worker = worker == null ? ready() : worker;
        Duration limit = left.compareTo(limits.perDagger()) < 0 ? left : limits.perDagger();
        long asked = System.nanoTime();
        outcome = worker.ask(round.number(), round.opening(), request, limit);
        again = false;
        if (outcome instanceof Worker.Outcome.Answered answered) {
          round.answers().put(name, answered.answer());
          LOG.debug("dagger={} planned_micros={}", name, (System.nanoTime() - asked) / 1_000);
        } else {
          // Others may have filled its memory: only a fresh process tells who is to blame.
          again = worker.isUsed();
          worker = null;
          if (!again) {
            round.answers().put(name, blame(name, outcome));
          }
        }
      } while (again);
    }
    if (worker != null) {
      idle.add(worker);
    }
  }

  private Worker ready() throws PlannerException {
    Worker waiting = idle.poll();
    Worker worker = waiting == null ? begin() : waiting;
    worker.awaitReady(limits.start());
    return worker;
  }

  private Worker begin() throws PlannerException {
    return Worker.start(
        command,
        limits.heapMebibytes(),
        folder.resolve("worker-" + started.incrementAndGet()),
        clock);
  }

  private PlanAnswer blame(DaggerName name, Worker.Outcome outcome) {
    if (outcome instanceof Worker.Outcome.TookTooLong) {
      return answer(InProcessPlanner.tooLong(name, limits.perDagger()));
    }
    if (outcome instanceof Worker.Outcome.Broke broke) {
      LOG.warn("dagger={} ended its planner: {}", name, broke.words());
      return error(
          name,
          Code.DG0001,
          "this dagger could not be judged",
          "this is a bug of ours: please report it with the dagger's files");
    }
    return answer(InProcessPlanner.tooComplex(name));
  }

  private PlanAnswer noTimeLeft(DaggerName name) {
    return error(
        name,
        Code.DG0005,
        "the time for all daggers, %d s, was over before this one was planned"
            .formatted(limits.inAll().toSeconds()),
        "look for queries that take long: each is reported as DG0005 or DG0006");
  }

  private static PlanAnswer error(DaggerName name, Code code, String message, String help) {
    Location location = Location.startOf(name.folder() + "/query.sql");
    return answer(Diagnostic.error(code, location, message, help));
  }

  private static PlanAnswer answer(Diagnostic diagnostic) {
    return new PlanAnswer(List.of(diagnostic), null);
  }

  private static Path temporaryFolder() throws PlannerException {
    try {
      return Files.createTempDirectory("daggers-planner");
    } catch (IOException e) {
      throw new PlannerException("no temporary folder can be made: " + e.getMessage(), e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "planner of daggers");
    thread.setDaemon(true);
    return thread;
  }
}
