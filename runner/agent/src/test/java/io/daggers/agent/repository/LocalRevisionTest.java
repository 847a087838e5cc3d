package io.daggers.agent.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRevisionTest {

  private static final String FILE = "schemas/streams.yaml";

  @TempDir Path top;

  @BeforeEach
  void init() throws Exception {
    Commits.init(top);
  }

  @Test
  void readsARevisionWithoutTouchingTheWorkingTree() throws Exception {
    Commits.write(top, FILE, "old");
    Commits.commit(top, "first");
    Commits.write(top, FILE, "new");
    Commits.commit(top, "second");
    Commits.write(top, FILE, "not committed");

    LocalRevision revision = LocalRevision.read(top, "HEAD~1");

    assertThat(revision.snapshot().files().text(FILE)).contains("old");
    assertThat(revision.isMerged()).isTrue();
    assertThat(top.resolve(FILE)).hasContent("not committed");
  }

  @Test
  void readsARootThatLiesBelowTheTopOfTheRepository() throws Exception {
    Commits.write(top, "analytics/" + FILE, "below");
    Commits.write(top, FILE, "above");
    Commits.commit(top, "first");

    LocalRevision revision = LocalRevision.read(top.resolve("analytics"), "main");

    assertThat(revision.snapshot().files().contents().keySet()).containsExactly(FILE);
    assertThat(revision.snapshot().files().text(FILE)).contains("below");
  }

  @Test
  void passesOverLinks() throws Exception {
    Commits.write(top, FILE, "a file");
    Files.createSymbolicLink(top.resolve("schemas/link.yaml"), Path.of("/etc/hostname"));
    Commits.commit(top, "first");

    assertThat(LocalRevision.read(top, "HEAD").snapshot().files().contents().keySet())
        .containsExactly(FILE);
  }

  @Test
  void saysWhereTheRevisionHasWhatIsNotCheckedOut() throws Exception {
    Commits.write(top, FILE, "first");
    Commits.commit(top, "first");
    Commits.git(top, "branch", "ahead");
    Commits.git(top, "checkout", "-q", "ahead");
    Commits.write(top, FILE, "second");
    Commits.commit(top, "second");
    Commits.git(top, "checkout", "-q", "main");

    assertThat(LocalRevision.read(top, "ahead").isMerged()).isFalse();
  }

  @Test
  void readsFromALinkedWorkingTree(@TempDir Path other) throws Exception {
    Commits.write(top, FILE, "first");
    Commits.commit(top, "first");
    Commits.git(top, "worktree", "add", "-q", "-b", "linked", other.resolve("linked").toString());

    LocalRevision revision = LocalRevision.read(other.resolve("linked"), "main");

    assertThat(revision.snapshot().files().text(FILE)).contains("first");
  }

  @Test
  void saysThatARevisionIsUnknown() throws Exception {
    Commits.write(top, FILE, "first");
    Commits.commit(top, "first");

    assertThatThrownBy(() -> LocalRevision.read(top, "origin/main"))
        .isInstanceOf(RepositoryException.class)
        .hasMessageStartingWith("there is no revision 'origin/main' in the git repository of ")
        .hasMessageEndingWith("fetch it first: git fetch origin");
    assertThatThrownBy(() -> LocalRevision.read(top, "0123456789012345678901234567890123456789"))
        .hasMessageStartingWith("there is no revision");
    assertThatThrownBy(() -> LocalRevision.read(top, "a..b"))
        .isInstanceOf(RepositoryException.class);
  }

  @Test
  void saysWhatToDoInAShallowClone(@TempDir Path other) throws Exception {
    Commits.write(top, FILE, "first");
    Commits.commit(top, "first");
    Commits.write(top, FILE, "second");
    Commits.commit(top, "second");
    Commits.git(other, "clone", "-q", "--depth", "1", top.toUri().toString(), other + "/shallow");

    assertThatThrownBy(() -> LocalRevision.read(other.resolve("shallow"), "HEAD~1"))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("shallow clone")
        .hasMessageContaining("git fetch --unshallow")
        .hasMessageContaining("fetch-depth: 0");
  }

  @Test
  void saysThatAFolderIsInNoRepository(@TempDir Path elsewhere) {
    assertThatThrownBy(() -> LocalRevision.read(elsewhere, "main"))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("is not in a git repository");
  }
}
