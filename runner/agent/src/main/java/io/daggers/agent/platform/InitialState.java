package io.daggers.agent.platform;

import java.time.Instant;

/** What a job has in its memory when it begins. */
public sealed interface InitialState {

  /** Nothing: it reads from its sources' start positions. */
  record Empty() implements InitialState {}

  /**
   * Nothing, after another definition: it reads from where windows began that the other one has not
   * written, and writes none that it has.
   *
   * @param writtenUntil windows that ended by then are written
   */
  record OpenWindows(Instant writtenUntil) implements InitialState {}

  /**
   * What another run left behind: a savepoint, or a checkpoint that was retained.
   *
   * @param location a URI the platform can read
   */
  record Saved(String location) implements InitialState {}
}
