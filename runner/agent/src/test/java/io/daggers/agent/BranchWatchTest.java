package io.daggers.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.memory.Notes;
import io.daggers.agent.memory.NotesInMemory;
import io.daggers.agent.repository.Commits;
import io.daggers.agent.repository.GitOverHttp;
import io.daggers.agent.repository.GitRepository;
import io.daggers.agent.repository.RepositoryException;
import io.daggers.agent.repository.SignaturePolicy;
import io.daggers.agent.repository.SigningKey;
import io.daggers.agent.repository.remote.Access;
import io.daggers.validator.Judgement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BranchWatchTest {

  private static final String QUERY = "daggers/a/b/query.sql";

  @TempDir Path directory;
  private final Notes notes = new NotesInMemory();
  private final Set<String> confirmed = new HashSet<>();
  private Path origin;
  private String first;
  private String url;
  private String branch = "main";
  private String folder = "store";
  private GitRepository repository;
  private BranchWatch watch;
  private final TickingClock clock = new TickingClock(Instant.parse("2026-01-01T00:00:00Z"));
  private Access access = Access.FREE;
  private SignaturePolicy signatures = SignaturePolicy.OFF;
  private int judged;

  @BeforeEach
  void putACommitInForce() throws Exception {
    origin = directory.resolve("origin");
    url = origin.toString();
    Commits.init(origin);
    Commits.write(origin, QUERY, "SELECT 0");
    Commits.commit(origin, "before");
    first = commit("SELECT 1");
    startAgain();
    assertThat(revisionInForce()).isEqualTo(first);
  }

  @AfterEach
  void close() {
    repository.close();
  }

  @Test
  void judgesEachCommitOnce() throws Exception {
    String second = commit("SELECT 2");

    assertThat(revisionInForce()).isEqualTo(second);
    assertThat(revisionInForce()).isEqualTo(second);
    assertThat(judged).isEqualTo(2);
  }

  @Test
  void freezesWhereTheBranchWasRewritten() throws Exception {
    Commits.write(origin, QUERY, "SELECT 2");
    String rewritten = Commits.amend(origin, "in its place");

    assertThat(revisionInForce()).isEqualTo(first);
    assertThat(watch.error())
        .isEqualTo(
            "branch 'main' is frozen: its newest commit %s was made without %s, which stays in"
                    .formatted(rewritten.substring(0, 12), first.substring(0, 12))
                + " force; if that is meant, run: bin/dagger confirm "
                + rewritten);
    assertThat(judged).isEqualTo(1);
  }

  @Test
  void freezesWhereTheBranchIsSetBack() throws Exception {
    Commits.git(origin, "reset", "-q", "--hard", "HEAD~1");

    assertThat(revisionInForce()).isEqualTo(first);
    assertThat(watch.error()).contains("is frozen");
  }

  @Test
  void goesOnOnceAPersonHasConfirmedTheRevision() throws Exception {
    String rewritten = Commits.amend(origin, "in its place");
    assertThat(revisionInForce()).isEqualTo(first);

    confirmed.add(rewritten);

    assertThat(revisionInForce()).isEqualTo(rewritten);
    assertThat(watch.error()).isNull();
    String next = commit("SELECT 3");
    assertThat(revisionInForce()).isEqualTo(next);
  }

  @Test
  void goesOnOnceTheBranchLeadsFromTheLastCommitAgain() throws Exception {
    Commits.amend(origin, "in its place");
    assertThat(revisionInForce()).isEqualTo(first);

    Commits.git(origin, "reset", "-q", "--hard", first);
    assertThat(revisionInForce()).isEqualTo(first);
    assertThat(watch.error()).isNull();

    Commits.amend(origin, "in its place once more");
    assertThat(revisionInForce()).isEqualTo(first);
    assertThat(watch.error()).contains("is frozen");
    Commits.git(origin, "reset", "-q", "--hard", first);
    String next = commit("SELECT 3");
    assertThat(revisionInForce()).isEqualTo(next);
    assertThat(watch.error()).isNull();
  }

  @Test
  void staysFrozenInTheNextAgentWithTheFilesOfTheLastCommit() throws Exception {
    Commits.write(origin, QUERY, "SELECT 2");
    Commits.amend(origin, "in its place");
    assertThat(revisionInForce()).isEqualTo(first);
    Commits.git(origin, "reflog", "expire", "--expire=all", "--all");
    Commits.git(origin, "gc", "-q", "--prune=all");

    startAgain();

    assertThat(revisionInForce()).isEqualTo(first);
    assertThat(watch.error()).contains("is frozen");
    assertThat(watch.newest().snapshot().files().text(QUERY)).contains("SELECT 1");
    int before = judged;
    assertThat(revisionInForce()).isEqualTo(first);
    assertThat(judged).isEqualTo(before);
  }

  @Test
  void keepsTheLastCommitInForceInTheNextAgentWhileTheRepositoryCannotBeRead() throws Exception {
    Files.move(origin, directory.resolve("elsewhere"));

    startAgain();

    assertThat(revisionInForce()).isEqualTo(first);
    assertThat(watch.error()).startsWith(origin.toString());
  }

  @Test
  void noticesInTheNextAgentWhatWasRewrittenMeanwhile() throws Exception {
    Commits.amend(origin, "in its place");

    startAgain();

    assertThat(revisionInForce()).isEqualTo(first);
    assertThat(watch.error()).contains("is frozen");
  }

  @Test
  void stillKnowsTheLastCommitWhereItsCopyIsLost() throws Exception {
    forgetTheLastCommit();
    Commits.delete(directory, "store/repository.git");

    startAgain();

    assertThat(watch.look()).isNull();
    assertThat(watch.error()).contains("is frozen");
  }

  @Test
  void fetchesTheFilesOfTheLastCommitInTheNextAgentOnAnotherMachine() throws Exception {
    Commits.write(origin, QUERY, "SELECT 2");
    Commits.amend(origin, "in its place");
    try (GitOverHttp git = GitOverHttp.serve(directory)) {
      access = GitOverHttp.ACCESS;
      url = git.url("ana", "origin/.git");
      notes.note("in-force", Map.of("repository", url, "branch", "main", "revision", first));
      folder = "store of another machine";

      startAgain();

      assertThat(revisionInForce()).isEqualTo(first);
      assertThat(watch.newest().snapshot().files().text(QUERY)).contains("SELECT 1");
      assertThat(watch.error()).contains("is frozen", first.substring(0, 12));
    }
  }

  @Test
  void staysFrozenOnAnotherMachineWhereTheLastCommitIsNoMoreToBeHad() throws Exception {
    forgetTheLastCommit();
    folder = "store of another machine";

    startAgain();

    assertThat(watch.look()).isNull();
    assertThat(watch.error()).contains("is frozen", first.substring(0, 12));
    Commits.git(origin, "fetch", "-q", "../elsewhere.git", "main");
    Commits.git(origin, "reset", "-q", "--hard", first);
    String next = commit("SELECT 3");
    assertThat(revisionInForce()).isEqualTo(next);
  }

  @Test
  void looksAtTheHistoryOfABranchThatWasDeletedAndMadeAgain() throws Exception {
    Commits.git(origin, "checkout", "-q", "--orphan", "other");
    Commits.git(origin, "branch", "-D", "main");
    assertThat(revisionInForce()).isEqualTo(first);
    assertThat(watch.error()).contains("has no branch 'main'");

    commit("SELECT 7");
    Commits.git(origin, "branch", "main");
    assertThat(revisionInForce()).isEqualTo(first);
    assertThat(watch.error()).contains("is frozen");

    Commits.git(origin, "branch", "-f", "main", first);
    assertThat(revisionInForce()).isEqualTo(first);
    assertThat(watch.error()).isNull();
  }

  @Test
  void goesOnWhereTheLastCommitWasMergedIntoTheNewest() throws Exception {
    Commits.git(origin, "checkout", "-q", "-b", "side", first + "~1");
    Commits.write(origin, "daggers/a/c/query.sql", "SELECT 4");
    Commits.commit(origin, "on the side");
    Commits.git(origin, "merge", "-q", "--no-edit", "main");
    Commits.git(origin, "branch", "-f", "main", "side");

    assertThat(revisionInForce()).isNotEqualTo(first);
    assertThat(watch.error()).isNull();
  }

  @Test
  void leavesHeadFree() throws Exception {
    branch = GitRepository.HEAD;
    startAgain();
    assertThat(revisionInForce()).isEqualTo(first);

    String rewritten = Commits.amend(origin, "in its place");

    assertThat(revisionInForce()).isEqualTo(rewritten);
  }

  @Test
  void beginsAnewWhereItIsToldToFollowAnotherBranch() throws Exception {
    Commits.git(origin, "checkout", "-q", "--orphan", "other");
    String other = commit("SELECT 7");
    branch = "other";

    startAgain();

    assertThat(revisionInForce()).isEqualTo(other);
  }

  @Test
  void findsTheLastCommitFarBackInALongHistoryElsewhere() throws Exception {
    Commits.grow(origin, "main", 700);
    try (GitOverHttp git = GitOverHttp.serve(directory)) {
      access = GitOverHttp.ACCESS;
      url = git.url("ana", "origin/.git");
      startAgain();
      String start = revisionInForce();
      long small = git.sent();

      String near = Commits.grow(origin, "main", 10);
      assertThat(revisionInForce()).isEqualTo(near);
      assertThat(git.sent() - small).isLessThan(30_000);

      String far = Commits.grow(origin, "main", 100);
      assertThat(revisionInForce()).isEqualTo(far);
      assertThat(watch.error()).isNull();

      Commits.git(origin, "reset", "-q", "--hard", start + "~3");
      String rewritten = Commits.commit(origin, "in its place");
      assertThat(revisionInForce()).isEqualTo(far);
      assertThat(watch.error()).contains("is frozen", rewritten);
      long sent = git.sent();
      assertThat(revisionInForce()).isEqualTo(far);
      assertThat(git.sent() - sent).isLessThan(2_000);

      Commits.git(origin, "reset", "-q", "--hard", far);
      String next = commit("SELECT 8");
      assertThat(revisionInForce()).isEqualTo(next);
    }
  }

  @Test
  void readsOfAShallowCloneAsMuchHistoryAsThereIs() throws Exception {
    Path clone = directory.resolve("clone");
    Commits.git(directory, "clone", "-q", "--depth", "1", origin.toUri().toString(), "clone");
    url = clone.toString();
    startAgain();
    assertThat(revisionInForce()).isEqualTo(first);

    String second = commit("SELECT 2");
    Commits.git(clone, "pull", "-q", "--ff-only");
    assertThat(revisionInForce()).isEqualTo(second);

    commit("SELECT 3");
    commit("SELECT 4");
    Commits.git(clone, "fetch", "-q", "--depth", "1");
    Commits.git(clone, "reset", "-q", "--hard", "origin/main");
    assertThat(revisionInForce()).isEqualTo(second);
    assertThat(watch.error()).contains("history is cut off between its newest commit");
  }

  @Test
  void readsOfAShallowCloneElsewhereAsMuchHistoryAsThereIs() throws Exception {
    Path clone = directory.resolve("clone");
    Commits.git(directory, "clone", "-q", "--depth", "1", origin.toUri().toString(), "clone");
    try (GitOverHttp git = GitOverHttp.serve(directory)) {
      access = GitOverHttp.ACCESS;
      url = git.url("ana", "clone/.git");
      startAgain();
      assertThat(revisionInForce()).isEqualTo(first);

      String second = commit("SELECT 2");
      Commits.git(clone, "pull", "-q", "--ff-only");
      assertThat(revisionInForce()).isEqualTo(second);

      commit("SELECT 3");
      commit("SELECT 4");
      Commits.git(clone, "fetch", "-q", "--depth", "1");
      Commits.git(clone, "reset", "-q", "--hard", "origin/main");
      assertThat(revisionInForce()).isEqualTo(second);
      assertThat(watch.error()).contains("history is cut off between its newest commit");
    }
  }

  @Test
  void putsNoCommitInForceThatNobodyAllowedHasSigned() throws Exception {
    SigningKey ana = SigningKey.make(directory, "ana");
    SigningKey mallory = SigningKey.make(directory, "mallory");
    Path allowed = Files.writeString(directory.resolve("allowed"), ana.allowed("ana@example.com"));
    signatures = new SignaturePolicy(SignaturePolicy.Strictness.REQUIRE, allowed);
    startAgain();

    String second = commit("SELECT 2");
    assertThat(revisionInForce()).isEqualTo(first);
    assertThat(watch.error())
        .isEqualTo("branch 'main' is frozen: its newest commit %s is not signed".formatted(second));

    Commits.write(origin, QUERY, "SELECT 3");
    mallory.commit(origin, "by somebody else");
    assertThat(revisionInForce()).isEqualTo(first);
    assertThat(watch.error()).contains("has no good signature of anybody in " + allowed);

    Commits.write(origin, QUERY, "SELECT 4");
    String third = ana.commit(origin, "signed");
    assertThat(revisionInForce()).isEqualTo(third);
    assertThat(watch.error()).isNull();

    Files.writeString(allowed, mallory.allowed("mallory@example.com"));
    Commits.write(origin, QUERY, "SELECT 5");
    ana.commit(origin, "by one who left");
    assertThat(revisionInForce()).isEqualTo(third);

    Files.delete(allowed);
    assertThat(revisionInForce()).isEqualTo(third);
    assertThat(watch.error()).contains(allowed + ", which cannot be read");
  }

  @Test
  void putsCommitsInForceWithoutSignatureWhereItOnlyWarns() throws Exception {
    Path allowed = Files.writeString(directory.resolve("allowed"), "");
    signatures = new SignaturePolicy(SignaturePolicy.Strictness.WARN, allowed);
    startAgain();

    String second = commit("SELECT 2");

    assertThat(revisionInForce()).isEqualTo(second);
    assertThat(watch.error()).isNull();
  }

  @Test
  void takesNoSignatureOfAnotherCommit() throws Exception {
    SigningKey ana = SigningKey.make(directory, "ana");
    Path allowed = Files.writeString(directory.resolve("allowed"), ana.allowed("ana@example.com"));
    signatures = new SignaturePolicy(SignaturePolicy.Strictness.REQUIRE, allowed);
    startAgain();

    Commits.write(origin, QUERY, "SELECT 2");
    ana.commit(origin, "signed");
    ana.forge(origin, "not what was signed");

    assertThat(watch.look()).isNotNull();
    assertThat(revisionInForce()).isEqualTo(first);
    assertThat(watch.error()).contains("has no good signature");
  }

  @Test
  void asksAServerEverLessWhileItFails() throws Exception {
    try (GitOverHttp git = GitOverHttp.serve(directory)) {
      url = git.url("ana", "origin/.git");
      access = new Access("secret://file/password", null, null, null, reference -> "wrong");
      startAgain();
      int begin = git.requests();
      for (int second = 0; second < 600; second++) {
        watch.look();
        clock.pass(Duration.ofSeconds(1));
      }

      assertThat(git.requests() - begin).isBetween(2 * 6, 4 * 7);
      assertThat(watch.error()).contains("does not accept user 'ana'");
    }
  }

  @Test
  void asksAServerEveryTenSeconds() throws Exception {
    try (GitOverHttp git = GitOverHttp.serve(directory)) {
      url = git.url("ana", "origin/.git");
      access = GitOverHttp.ACCESS;
      startAgain();
      watch.look();

      String second = commit("SELECT 2");
      clock.pass(Duration.ofSeconds(9));
      assertThat(watch.look().snapshot().revision()).isEqualTo(first);
      clock.pass(Duration.ofSeconds(1));

      assertThat(watch.look().snapshot().revision()).isEqualTo(second);
    }
  }

  private void startAgain() throws RepositoryException {
    if (repository != null) {
      repository.close();
    }
    repository = GitRepository.open(url, access, branch, directory.resolve(folder), notes);
    watch =
        new BranchWatch(
            repository,
            snapshot -> {
              judged++;
              return new DesiredState(snapshot, new Judgement(List.of(), List.of()), List.of());
            },
            confirmed::contains,
            signatures,
            clock);
  }

  private void forgetTheLastCommit() throws Exception {
    Commits.git(directory, "clone", "-q", "--bare", "origin", "elsewhere.git");
    Commits.amend(origin, "in its place");
    Commits.git(origin, "reflog", "expire", "--expire=all", "--all");
    Commits.git(origin, "gc", "-q", "--prune=all");
  }

  private String revisionInForce() {
    clock.pass(Duration.ofMinutes(6));
    return watch.look().snapshot().revision();
  }

  private String commit(String query) throws Exception {
    Commits.write(origin, QUERY, query);
    return Commits.commit(origin, query);
  }
}
