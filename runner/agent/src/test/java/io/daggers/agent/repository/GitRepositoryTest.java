package io.daggers.agent.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daggers.agent.memory.NotesInMemory;
import io.daggers.agent.repository.remote.Access;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRepositoryTest {

  @TempDir Path directory;
  private Path origin;

  @BeforeEach
  void makeARepository() throws Exception {
    origin = directory.resolve("origin");
    Commits.init(origin);
  }

  @Test
  void readsTheFilesThatMatterOfTheNewestCommit() throws Exception {
    Commits.write(origin, "daggers/a/b/query.sql", "SELECT 1");
    Commits.write(origin, "schemas/streams.yaml", "streams: []");
    Commits.write(origin, "README.md", "not read");
    String revision = Commits.commit(origin, "first");

    Snapshot snapshot = fetch(origin.toString(), "main");

    assertThat(snapshot.revision()).isEqualTo(revision);
    assertThat(snapshot.author()).isEqualTo("Ana Lyst");
    assertThat(snapshot.files().contents())
        .containsOnlyKeys("daggers/a/b/query.sql", "schemas/streams.yaml");
    assertThat(snapshot.files().text("daggers/a/b/query.sql")).contains("SELECT 1");
  }

  @Test
  void readsWhatIsCommittedAndNotWhatLiesAround() throws Exception {
    Commits.write(origin, "daggers/a/b/query.sql", "SELECT 1");
    Commits.commit(origin, "first");
    Commits.write(origin, "daggers/a/b/query.sql", "SELECT 2");

    Snapshot snapshot = fetch(origin.toString(), "main");

    assertThat(snapshot.files().text("daggers/a/b/query.sql")).contains("SELECT 1");
  }

  @Test
  void followsTheBranchAlsoWhereItsHistoryWasRewritten() throws Exception {
    Commits.write(origin, "daggers/a/b/query.sql", "SELECT 1");
    Commits.commit(origin, "first");
    try (GitRepository repository = open(origin.toString(), "main")) {
      Snapshot first = repository.fetch();
      assertThat(repository.fetch()).isSameAs(first);

      Commits.write(origin, "daggers/a/b/query.sql", "SELECT 2");
      String amended = Commits.amend(origin, "first, mended");

      assertThat(repository.fetch().revision()).isEqualTo(amended);
      assertThat(repository.fetch().files().text("daggers/a/b/query.sql")).contains("SELECT 2");
    }
  }

  @Test
  void tellsThatAFolderHasAnotherCommit() throws Exception {
    Commits.write(origin, "daggers/a/b/query.sql", "SELECT 1");
    Commits.commit(origin, "first");
    try (GitRepository repository = open(origin.toString(), "main")) {
      assertThat(repository.isElsewhere()).isFalse();
      repository.fetch();
      assertThat(repository.isElsewhere()).isFalse();

      Commits.write(origin, "daggers/a/b/query.sql", "SELECT 2");
      Commits.commit(origin, "second");

      assertThat(repository.isElsewhere()).isTrue();
      repository.fetch();
      assertThat(repository.isElsewhere()).isFalse();
      Files.move(origin, directory.resolve("away"));
      assertThat(repository.isElsewhere()).isFalse();
    }
  }

  /** Else an agent would look again and again for as long as somebody does not commit. */
  @Test
  void looksOnceAtACommitThatCannotBeRead() throws Exception {
    Commits.write(origin, "daggers/a/b/query.sql", "SELECT 1");
    Commits.commit(origin, "first");
    try (GitRepository repository = open(origin.toString(), "main")) {
      repository.fetch();
      Commits.write(origin, "daggers/" + "a/".repeat(60) + "query.sql", "SELECT 2");
      Commits.commit(origin, "too deep");
      assertThat(repository.isElsewhere()).isTrue();

      assertThatThrownBy(repository::fetch).isInstanceOf(RepositoryException.class);

      assertThat(repository.isElsewhere()).isFalse();
    }
  }

  @Test
  void ignoresLinks() throws Exception {
    Commits.write(origin, "daggers/a/b/query.sql", "SELECT 1");
    Files.createSymbolicLink(origin.resolve("daggers/a/b/dagger.yaml"), Path.of("/etc/passwd"));
    Commits.commit(origin, "first");

    Snapshot snapshot = fetch(origin.toString(), "main");

    assertThat(snapshot.files().contents()).containsOnlyKeys("daggers/a/b/query.sql");
  }

  @Test
  void readsAnExecutableFileLikeAnyOther() throws Exception {
    Commits.write(origin, "daggers/a/b/query.sql", "SELECT 1");
    assertThat(origin.resolve("daggers/a/b/query.sql").toFile().setExecutable(true)).isTrue();
    Commits.commit(origin, "first");

    Snapshot snapshot = fetch(origin.toString(), "main");

    assertThat(snapshot.files().contents()).containsOnlyKeys("daggers/a/b/query.sql");
  }

  @Test
  void readsFromAFileUrl() throws Exception {
    String revision = Commits.commit(origin, "first");

    assertThat(fetch(origin.toUri().toString(), "main").revision()).isEqualTo(revision);
  }

  @Test
  void doesNotFillTheDiskOverManyCommits() throws Exception {
    Commits.commit(origin, "first");
    try (GitRepository repository = open(origin.toString(), "main")) {
      for (int i = 0; i < 120; i++) {
        Commits.write(origin, "daggers/a/b/query.sql", "SELECT " + i);
        String revision = Commits.commit(origin, "commit " + i);

        assertThat(repository.fetch().revision()).isEqualTo(revision);
        assertThat(repository.fetch().files().text("daggers/a/b/query.sql"))
            .contains("SELECT " + i);
      }
    }
    assertThat(directory.resolve("store/repository.git/objects/pack").toFile().list())
        .hasSizeLessThan(100);
  }

  @Test
  void readsWhatIsCheckedOutWhereThatIsNoBranch() throws Exception {
    String first = Commits.commit(origin, "first");
    Commits.commit(origin, "second");
    try (Git git = Git.open(origin.toFile())) {
      git.checkout().setName(first).call();
    }

    assertThat(Checkout.around(origin).branch()).isEqualTo(GitRepository.HEAD);
    assertThat(fetch(origin.toString(), GitRepository.HEAD).revision()).isEqualTo(first);
  }

  @Test
  void readsFromAShallowClone() throws Exception {
    Commits.commit(origin, "first");
    String second = Commits.commit(origin, "second");
    Path clone = directory.resolve("clone");
    Git.cloneRepository()
        .setURI(origin.toUri().toString())
        .setDirectory(clone.toFile())
        .setDepth(1)
        .call()
        .close();

    assertThat(fetch(clone.toString(), "main").revision()).isEqualTo(second);
  }

  @Test
  void readsFromALinkedWorkingTree() throws Exception {
    Commits.commit(origin, "first");
    Path linked = directory.resolve("linked");
    Commits.git(origin, "worktree", "add", "-b", "side", linked.toString());
    Commits.write(linked, "daggers/a/b/query.sql", "SELECT 1");
    Commits.git(linked, "add", "-A");
    Commits.git(linked, "commit", "-q", "-m", "on the side");

    Checkout checkout = Checkout.around(linked);
    Snapshot snapshot = fetch(checkout.root().toString(), checkout.branch());

    assertThat(checkout).isEqualTo(new Checkout(linked, "side"));
    assertThat(snapshot.files().contents()).containsOnlyKeys("daggers/a/b/query.sql");
  }

  @Test
  void saysThatThereIsNoSuchBranch() throws Exception {
    Commits.commit(origin, "first");

    assertThatThrownBy(() -> fetch(origin.toString(), "mian"))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("has no branch 'mian'");
  }

  private Snapshot fetch(String url, String branch) throws RepositoryException {
    try (GitRepository repository = open(url, branch)) {
      return repository.fetch();
    }
  }

  private GitRepository open(String url, String branch) throws RepositoryException {
    return GitRepository.open(
        url, Access.FREE, branch, directory.resolve("store"), new NotesInMemory());
  }
}
