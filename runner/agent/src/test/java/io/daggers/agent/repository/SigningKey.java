package io.daggers.agent.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.StoredConfig;

/** A key of ssh with which commits are signed. */
public final class SigningKey {

  private final KeyPair pair;
  private final Path file;

  private SigningKey(KeyPair pair, Path file) {
    this.pair = pair;
    this.file = file;
  }

  public static SigningKey make(Path directory, String name) throws Exception {
    KeyPair pair = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
    Path file = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, name, null, out);
    }
    Files.writeString(
        directory.resolve(name + ".pub"), PublicKeyEntry.toString(pair.getPublic()) + "\n");
    return new SigningKey(pair, file);
  }

  /** Its line in a file of allowed signers. */
  public String allowed(String who) {
    return "%s namespaces=\"git\" %s%n".formatted(who, PublicKeyEntry.toString(pair.getPublic()));
  }

  /** Commits everything in the working tree, signed; returns the revision. */
  public String commit(Path root, String message) throws Exception {
    try (Git git = Git.open(root.toFile())) {
      StoredConfig config = git.getRepository().getConfig();
      config.setString("gpg", null, "format", "ssh");
      config.setString("user", null, "signingKey", file.toString());
      config.save();
      git.add().addFilepattern(".").call();
      return git.commit()
          .setMessage(message)
          .setSign(true)
          .setAuthor("Ana Lyst", "ana@example.com")
          .setCommitter("Ana Lyst", "ana@example.com")
          .call()
          .name();
    }
  }

  /** Puts a commit in place of the newest that has its signature and another message. */
  public void forge(Path root, String message) throws Exception {
    try (Git git = Git.open(root.toFile());
        ObjectInserter objects = git.getRepository().newObjectInserter()) {
      ObjectId head = git.getRepository().resolve(Constants.HEAD);
      String signed = new String(git.getRepository().open(head).getBytes(), UTF_8);
      String forged = signed.substring(0, signed.lastIndexOf("\n\n") + 2) + message;
      ObjectId id = objects.insert(Constants.OBJ_COMMIT, forged.getBytes(UTF_8));
      objects.flush();
      RefUpdate update = git.getRepository().updateRef("refs/heads/main");
      update.setNewObjectId(id);
      update.forceUpdate();
    }
  }
}
