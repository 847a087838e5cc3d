package io.daggers.validator;

import io.daggers.definition.RepositoryFiles;

/** Judges changes in the test's own process, which is quicker than a worker of their own. */
final class InProcess {

  private InProcess() {}

  static Judgement judge(RepositoryFiles files, RepositoryFiles base) {
    try (Planner planner = new InProcessPlanner()) {
      return Validator.judge(files, base, planner);
    } catch (PlannerException e) {
      throw new AssertionError(e);
    }
  }
}
