package io.daggers.agent.health;

import io.daggers.definition.DaggerName;
import java.util.List;

/** What people may ask of an agent. It is written down, and taken into account from then on. */
public interface Desk {

  /**
   * Lets a commit have its way that was held back.
   *
   * @param revision 40 digits, or the first few of the one that is held back
   * @return what comes of it, in one sentence
   */
  String confirm(String revision) throws TurnedDownException;

  /**
   * Forgets what failed about a dagger, so that it is tried again at once.
   *
   * @return what comes of it, in one sentence
   */
  String retry(DaggerName dagger) throws TurnedDownException;

  /**
   * Has a dagger's job stopped with a savepoint, and started again from there.
   *
   * @return what comes of it, in one sentence
   */
  String restart(DaggerName dagger) throws TurnedDownException;

  /** The journal of one dagger, oldest line first; empty where there is none. */
  List<HistoryLine> history(DaggerName dagger);
}
