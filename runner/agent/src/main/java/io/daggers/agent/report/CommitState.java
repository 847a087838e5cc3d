package io.daggers.agent.report;

/** How a commit fares in an environment. */
enum CommitState {
  /** It is being carried out. */
  PENDING,
  /** All daggers run as committed, and well. */
  SUCCESS,
  /** At least one does not. */
  FAILURE
}
