package io.daggers.agent.repository;

import java.io.IOException;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** How a branch's newest commit stands to an earlier one. */
public enum Lineage {
  /** The earlier one is among the commits that it was made on, or is the same. */
  GOES_ON,
  /** It was made without the earlier one. */
  REWRITTEN,
  /** The earlier one is not among the commits that can be had of its past. */
  CUT_OFF;

  static Lineage between(Repository repository, ObjectId earlier, ObjectId newest)
      throws IOException {
    Set<ObjectId> boundary = repository.getObjectDatabase().getShallowCommits();
    boolean cutOff = false;
    try (RevWalk commits = new RevWalk(repository)) {
      commits.setRetainBody(false);
      commits.markStart(commits.parseCommit(newest));
      for (RevCommit commit : commits) {
        if (commit.equals(earlier)) {
          return GOES_ON;
        }
        cutOff |= boundary.contains(commit);
      }
    }
    return cutOff ? CUT_OFF : REWRITTEN;
  }
}
