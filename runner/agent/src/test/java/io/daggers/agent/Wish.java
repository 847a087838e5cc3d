package io.daggers.agent;

import io.daggers.agent.platform.TestBundles;
import io.daggers.agent.reconcile.DesiredJob;
import io.daggers.agent.repository.Snapshot;
import io.daggers.definition.DaggerName;
import io.daggers.definition.RepositoryFiles;
import io.daggers.job.bundle.JobBundle;
import io.daggers.validator.Judgement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a test wants of one dagger.
 *
 * @param query changes the fingerprint
 * @param meaning changes the meaning of its state
 * @param movedFrom its former name
 */
record Wish(
    String name, Kind kind, int query, int meaning, int resets, @Nullable String movedFrom) {

  /** Ends the names of daggers whose results tell their windows. */
  static final String WINDOWS = "-windows";

  /** Of every commit. */
  static final String REVISION = "a revision";

  enum Kind {
    RUNNING,
    SUSPENDED,
    UNFIT,
    ABSENT
  }

  static Wish of(String name) {
    return new Wish(name, Kind.RUNNING, 0, 0, 0, null);
  }

  Wish in(Kind other) {
    return new Wish(name, other, query, meaning, resets, movedFrom);
  }

  Wish edited() {
    return new Wish(name, kind, query + 1, meaning, resets, movedFrom);
  }

  Wish meaningAnother() {
    return new Wish(name, kind, query + 1, meaning + 1, resets, movedFrom);
  }

  Wish reset() {
    return new Wish(name, kind, query, meaning, resets + 1, movedFrom);
  }

  /** The same under another name. */
  Wish movedTo(String newName) {
    return new Wish(newName, kind, query, meaning, resets, name);
  }

  JobBundle bundle() {
    JobBundle bundle =
        TestBundles.of(
            name,
            "SELECT " + query,
            resets == 0 ? null : "reset " + resets,
            "source-1",
            "window-" + meaning);
    return name.endsWith(WINDOWS) ? TestBundles.tellingWindows(bundle) : bundle;
  }

  /** A commit that wants all of these. */
  static DesiredState all(Collection<Wish> wishes) {
    List<DesiredJob> jobs =
        wishes.stream().filter(wish -> wish.kind != Kind.ABSENT).map(Wish::desired).toList();
    Snapshot snapshot =
        new Snapshot(REVISION, "Ana Lyst", Instant.EPOCH, RepositoryFiles.of(Map.of()));
    return new DesiredState(snapshot, new Judgement(List.of(), List.of()), jobs);
  }

  private DesiredJob desired() {
    return switch (kind) {
      case RUNNING ->
          new DesiredJob.Running(bundle())
              .movedFrom(movedFrom == null ? null : DaggerName.parse(movedFrom));
      case SUSPENDED -> new DesiredJob.Suspended(DaggerName.parse(name));
      case UNFIT, ABSENT -> new DesiredJob.Unfit(DaggerName.parse(name), "was rejected");
    };
  }
}
