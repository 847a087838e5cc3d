package io.daggers.agent.repository;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daggers.definition.RepositoryFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees as only a program made for it writes them. */
class SnapshotReaderTest {

  /**
   * @param name its bytes, one per letter
   */
  private record Entry(FileMode mode, String name, ObjectId object) {}

  @TempDir Path folder;
  private Git git;
  private ObjectInserter objects;
  private ObjectId blob;

  @BeforeEach
  void makeARepository() throws Exception {
    git = Git.init().setDirectory(folder.toFile()).call();
    objects = git.getRepository().newObjectInserter();
    blob = blob("SELECT 1");
  }

  @AfterEach
  void close() {
    git.close();
  }

  @Test
  void readsRegularFilesOnly() throws Exception {
    RepositoryFiles files =
        read(
            tree(
                entry(FileMode.REGULAR_FILE, "a.proto", blob),
                entry(FileMode.EXECUTABLE_FILE, "b.proto", blob),
                entry(FileMode.SYMLINK, "c.proto", blob("/etc/passwd")),
                entry(FileMode.GITLINK, "d", ObjectId.fromString("1".repeat(40)))));

    assertThat(files.contents()).containsOnlyKeys("schemas/a.proto", "schemas/b.proto");
    assertThat(files.unread())
        .containsEntry("schemas/c.proto", "this is a link to another file; links are not followed")
        .containsEntry("schemas/d", "this is a link to another repository");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", ".git", ".GIT", "", "a/../../b.proto"})
  void refusesNamesThatLeadElsewhere(String name) throws Exception {
    assertThatThrownBy(() -> read(tree(entry(FileMode.TREE, name, tree(proto("evil.proto"))))))
        .isInstanceOf(RepositoryException.class)
        .hasMessageStartingWith("not a folder that git itself would make, schemas: ");
  }

  @Test
  void refusesAFolderThatHoldsANameTwice() throws Exception {
    assertThatThrownBy(() -> read(tree(proto("a.proto"), proto("a.proto"))))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("duplicate");
    assertThatThrownBy(
            () ->
                read(
                    tree(
                        proto("a.proto"), entry(FileMode.TREE, "a.proto", tree(proto("b.proto"))))))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("duplicate");
  }

  @Test
  void readsNoNameThatAProgramTakesForAnOption() throws Exception {
    RepositoryFiles files =
        read(
            tree(
                proto("--descriptor_set_out=x.proto"),
                entry(FileMode.TREE, "--plugin=a=", tree(proto("b.proto"))),
                proto("@options.proto"),
                proto("a-b@c.proto")));

    assertThat(files.contents()).containsOnlyKeys("schemas/a-b@c.proto");
    assertThat(files.unread())
        .containsEntry("schemas/@options.proto", "its name begins with '@'")
        .containsEntry("schemas/--plugin=a=/b.proto", "its name begins with '-'");
  }

  @Test
  void readsNoNameThatCannotBeSeen() throws Exception {
    RepositoryFiles files =
        read(
            tree(
                proto("a\nb.proto"),
                proto("a\u001b[2Jb.proto"),
                new Entry(FileMode.REGULAR_FILE, "caf\u00e9.proto", blob),
                proto("c\u202e.proto"),
                proto("d\\e.proto")));

    assertThat(files.contents()).isEmpty();
    assertThat(files.unread())
        .hasSize(5)
        .containsEntry("schemas/a\ufffdb.proto", "its name has characters that no name should have")
        .containsValue("its name is not in UTF-8");
    assertThat(String.join("", files.unread().keySet())).doesNotContain("\u001b", "\u202e", "\n");
  }

  @Test
  void readsOneOfTwoNamesThatAreTheSameOnSomeDisks() throws Exception {
    RepositoryFiles files =
        read(
            tree(
                proto("B.proto"),
                proto("b.proto"),
                proto("cafe\u0301.proto"),
                proto("caf\u00e9.proto")));

    assertThat(files.contents()).hasSize(2);
    assertThat(files.unread().values())
        .hasSize(2)
        .allMatch(why -> why.contains("differs only in upper and lower case"));
  }

  @Test
  void readsNoFileThatIsTooLarge() throws Exception {
    RepositoryFiles files =
        read(tree(entry(FileMode.REGULAR_FILE, "a.proto", blob("x".repeat(5 << 20)))));

    assertThat(files.contents()).isEmpty();
    assertThat(files.unread().get("schemas/a.proto")).contains("at most 4194304 are read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0100644", "0120000", "0160000", "large"})
  void boundsTheNumberOfFilesThatAFewObjectsStandFor(String mode) throws Exception {
    Entry leaf =
        mode.equals("large")
            ? entry(FileMode.REGULAR_FILE, "x", blob("x".repeat(5 << 20)))
            : entry(FileMode.fromBits(Integer.parseInt(mode, 8)), "x", blob);

    assertThatThrownBy(() -> read(bomb(leaf)))
        .isInstanceOf(RepositoryException.class)
        .hasMessageMatching("more than 20000 (files|folders) to read, at schemas/.*");
  }

  @Test
  void boundsTheNumberOfEmptyFolders() throws Exception {
    assertThatThrownBy(() -> read(bomb(null)))
        .isInstanceOf(RepositoryException.class)
        .hasMessageStartingWith("more than 20000 folders to read, at schemas/");
  }

  @Test
  void boundsTheBytesThatAFewObjectsStandFor() throws Exception {
    ObjectId large = blob("x".repeat(3 << 20));
    List<Entry> entries = new ArrayList<>();
    for (int i = 100; i < 130; i++) {
      entries.add(entry(FileMode.REGULAR_FILE, "f" + i, large));
    }

    assertThatThrownBy(() -> read(tree(entries)))
        .isInstanceOf(RepositoryException.class)
        .hasMessageStartingWith("more than 64 MiB to read, at schemas/f1");
  }

  @Test
  void boundsHowDeepFoldersAreNested() throws Exception {
    ObjectId tree = tree(proto("a.proto"));
    for (int i = 0; i < 60; i++) {
      tree = tree(entry(FileMode.TREE, "x".repeat(100), tree));
    }
    ObjectId deep = tree;

    assertThatThrownBy(() -> read(deep))
        .isInstanceOf(RepositoryException.class)
        .hasMessageStartingWith("folders are nested more than 50 deep, in schemas/xxx");
  }

  @Test
  void readsNoPathThatIsTooLong() throws Exception {
    RepositoryFiles files = read(tree(proto("a".repeat(4_000) + ".proto")));

    assertThat(files.contents()).isEmpty();
    assertThat(files.unread()).containsValue("its path has more than 500 letters");
  }

  @Test
  void doesNotLookAtFoldersThatDoNotMatter() throws Exception {
    ObjectId other = tree(entry(FileMode.TREE, "a", tree(proto("evil.proto"))));
    ObjectId top =
        tree(
            entry(FileMode.TREE, "node_modules", other),
            entry(FileMode.TREE, "schemas", tree(proto("a.proto"))));

    assertThat(snapshot(top).files().contents()).containsOnlyKeys("schemas/a.proto");
  }

  /** A tree that holds ten times the same tree, nine times over. */
  private ObjectId bomb(Entry leaf) throws IOException {
    ObjectId tree = leaf == null ? tree(List.of()) : tree(leaf);
    for (int i = 0; i < 9; i++) {
      List<Entry> entries = new ArrayList<>();
      for (int j = 0; j < 10; j++) {
        entries.add(entry(FileMode.TREE, "d" + j, tree));
      }
      tree = tree(entries);
    }
    return tree;
  }

  private RepositoryFiles read(ObjectId schemas) throws Exception {
    return snapshot(tree(entry(FileMode.TREE, "schemas", schemas))).files();
  }

  private Snapshot snapshot(ObjectId top) throws Exception {
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(top);
    commit.setAuthor(new PersonIdent("Mallory", "mallory@example.com"));
    commit.setCommitter(commit.getAuthor());
    commit.setMessage("see what happens");
    ObjectId id = objects.insert(commit);
    objects.flush();
    Repository repository = git.getRepository();
    return SnapshotReader.read(repository, id);
  }

  private Entry proto(String name) {
    return entry(FileMode.REGULAR_FILE, name, blob);
  }

  private static Entry entry(FileMode mode, String name, ObjectId object) {
    return new Entry(mode, new String(name.getBytes(UTF_8), ISO_8859_1), object);
  }

  private ObjectId blob(String text) throws IOException {
    return objects.insert(Constants.OBJ_BLOB, text.getBytes(UTF_8));
  }

  private ObjectId tree(Entry... entries) throws IOException {
    return tree(List.of(entries));
  }

  private ObjectId tree(List<Entry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      entry.mode.copyTo(bytes);
      bytes.write(' ');
      bytes.write(entry.name.getBytes(ISO_8859_1));
      bytes.write(0);
      entry.object.copyRawTo(bytes);
    }
    return objects.insert(Constants.OBJ_TREE, bytes.toByteArray());
  }
}
