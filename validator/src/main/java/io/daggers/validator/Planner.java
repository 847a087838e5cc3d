package io.daggers.validator;

import io.daggers.definition.DaggerName;
import io.daggers.definition.RepositoryFiles;
import java.util.Collection;
import java.util.Map;

/**
 * Understands and plans queries. Flink's planner runs what analysts wrote: it works out constant
 * expressions by executing them. So where it runs is a choice: {@link InProcessPlanner} for tests
 * and for the worker itself, and child processes for everything else.
 */
public interface Planner extends AutoCloseable {

  /**
   * Plans daggers. Of one whose dagger.yaml has mistakes, it judges the query as far as it can.
   *
   * @param files those of the repository, with the daggers' own
   * @param world read from the same files
   * @return an answer for each of the daggers
   * @throws PlannerException where nothing can be planned for a reason that is not the daggers'
   */
  Map<DaggerName, PlanAnswer> plan(
      RepositoryFiles files, World world, Collection<DaggerName> daggers) throws PlannerException;

  @Override
  void close();
}
