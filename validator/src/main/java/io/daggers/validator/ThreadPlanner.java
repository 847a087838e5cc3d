package io.daggers.validator;

import io.daggers.definition.DaggerName;
import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Plans in a thread of the caller's own process, with a deep stack and for as long as a person has
 * patience. Only for a process that goes on to run the query, and that nobody else shares.
 */
public final class ThreadPlanner implements Planner {

  /** Calcite walks a query's tree by recursion. */
  public static final long STACK_BYTES = 64L << 20;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Planner planner;
  private final Duration patience;

  /**
   * @param planner does the work
   * @param patience after which a query takes too long; what it does then goes on, to no avail
   */
  ThreadPlanner(Planner planner, Duration patience) {
    this.planner = planner;
    this.patience = patience;
  }

  /** Judges a repository, for a caller that runs what is accepted in this very process. */
  public static Judgement judge(RepositoryFiles files) throws PlannerException {
    try (Planner planner = new ThreadPlanner(new InProcessPlanner(), PATIENCE)) {
      return Validator.judge(files, planner);
    }
  }

  @Override
  public Map<DaggerName, PlanAnswer> plan(
      RepositoryFiles files, World world, Collection<DaggerName> daggers) throws PlannerException {
    FutureTask<Map<DaggerName, PlanAnswer>> task =
        new FutureTask<>(() -> planner.plan(files, world, daggers));
    Thread thread = new Thread(null, task, "planner", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return refused(daggers, name -> InProcessPlanner.tooLong(name, patience));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutOfMemoryError) {
        return refused(daggers, InProcessPlanner::tooComplex);
      }
      throw new IllegalStateException("the planner's thread failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlannerException("interrupted while daggers were planned", e);
    }
  }

  @Override
  public void close() {
    planner.close();
  }

  private static Map<DaggerName, PlanAnswer> refused(
      Collection<DaggerName> daggers, Function<DaggerName, Diagnostic> reason) {
    Map<DaggerName, PlanAnswer> answers = new LinkedHashMap<>();
    daggers.forEach(name -> answers.put(name, new PlanAnswer(List.of(reason.apply(name)), null)));
    return answers;
  }
}
