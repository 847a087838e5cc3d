package io.daggers.agent.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.CommitCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Makes a git repository and commits to it. */
public final class Commits {

  private Commits() {}

  public static void init(Path root) throws GitAPIException {
    Git.init().setDirectory(root.toFile()).setInitialBranch("main").call().close();
  }

  public static void write(Path root, String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Deletes a folder of the working tree with all that is in it. */
  public static void delete(Path root, String folder) throws IOException {
    try (Stream<Path> paths = Files.walk(root.resolve(folder))) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Commits everything in the working tree, also what was deleted; returns the revision. */
  public static String commit(Path root, String message) throws IOException, GitAPIException {
    return commit(root, message, false);
  }

  /** The same in place of the newest commit. */
  public static String amend(Path root, String message) throws IOException, GitAPIException {
    return commit(root, message, true);
  }

  /** Makes commits on a branch that change nothing; returns the newest revision. */
  public static String grow(Path root, String branch, int commits) throws IOException {
    try (Git git = Git.open(root.toFile());
        ObjectInserter objects = git.getRepository().newObjectInserter();
        RevWalk walk = new RevWalk(git.getRepository())) {
      RevCommit tip = walk.parseCommit(git.getRepository().resolve(branch));
      ObjectId newest = tip;
      for (int i = 0; i < commits; i++) {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tip.getTree());
        commit.setParentId(newest);
        commit.setAuthor(new PersonIdent("Ana Lyst", "ana@example.com"));
        commit.setCommitter(commit.getAuthor());
        commit.setMessage("commit " + i);
        newest = objects.insert(commit);
      }
      objects.flush();
      RefUpdate update = git.getRepository().updateRef("refs/heads/" + branch);
      update.setNewObjectId(newest);
      update.update();
      return newest.name();
    }
  }

  /** Runs git itself, for what JGit does not do. */
  public static void git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=Ana Lyst"));
    command.addAll(List.of("-c", "user.email=ana@example.com"));
    command.addAll(List.of(arguments));
    Process git =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (git.waitFor() != 0) {
      throw new IOException(output);
    }
  }

  private static String commit(Path root, String message, boolean amend)
      throws IOException, GitAPIException {
    try (Git git = Git.open(root.toFile())) {
      git.add().addFilepattern(".").call();
      git.add().addFilepattern(".").setUpdate(true).call();
      CommitCommand commit = git.commit().setMessage(message).setAmend(amend).setSign(false);
      return commit
          .setAuthor("Ana Lyst", "ana@example.com")
          .setCommitter("Ana Lyst", "ana@example.com")
          .call()
          .name();
    }
  }
}
