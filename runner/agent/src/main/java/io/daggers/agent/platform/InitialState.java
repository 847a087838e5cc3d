package io.daggers.agent.platform;

/** What a job has in its memory when it begins. */
public sealed interface InitialState {

  /** Nothing: it reads from its sources' start positions. */
  record Empty() implements InitialState {}

  /**
   * What another run left behind: a savepoint, or a checkpoint that was retained.
   *
   * @param location a URI the platform can read
   */
  record Saved(String location) implements InitialState {}
}
