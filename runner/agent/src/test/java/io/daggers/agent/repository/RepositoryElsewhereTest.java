package io.daggers.agent.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daggers.agent.memory.NotesInMemory;
import io.daggers.agent.repository.remote.Access;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryElsewhereTest {

  private static final String STORE_PASSWORD = "changeit";

  @TempDir Path directory;
  private final Map<String, String> secrets = new HashMap<>();
  private Path origin;
  private String first;

  @BeforeEach
  void makeARepository() throws Exception {
    origin = directory.resolve("origin");
    Commits.init(origin);
    Commits.write(origin, "daggers/a/b/query.sql", "SELECT 1");
    first = Commits.commit(origin, "first");
    secrets.put("password", "s3cret");
  }

  @Test
  void readsOverHttpWithAPassword() throws Exception {
    try (GitOverHttp git = GitOverHttp.serve(directory);
        GitRepository repository = open(git.url("ana", "origin/.git"), password())) {
      assertThat(repository.fetch().revision()).isEqualTo(first);
      Commits.write(origin, "daggers/a/b/query.sql", "SELECT 2");
      String second = Commits.commit(origin, "second");

      assertThat(repository.fetch().revision()).isEqualTo(second);
      assertThat(repository.fetch().files().text("daggers/a/b/query.sql")).contains("SELECT 2");
    }
  }

  @Test
  void takesAPasswordThatWasChangedMeanwhile() throws Exception {
    secrets.put("password", "old");
    try (GitOverHttp git = GitOverHttp.serve(directory);
        GitRepository repository = open(git.url("ana", "origin/.git"), password())) {
      assertThatThrownBy(repository::fetch).isInstanceOf(RepositoryException.class);

      secrets.put("password", "s3cret");

      assertThat(repository.fetch().revision()).isEqualTo(first);
    }
  }

  @Test
  void saysThatThePasswordIsWrongAndTriesItOnce() throws Exception {
    secrets.put("password", "hunter2");
    try (GitOverHttp git = GitOverHttp.serve(directory)) {
      assertThat(complaint(git.url("ana", "origin/.git"), password()))
          .endsWith(
              "/origin/.git: the server does not accept user 'ana' with the password of secret://file/password");
      assertThat(git.requests()).isEqualTo(2);
    }
  }

  @Test
  void saysThatAPasswordIsAskedFor() throws Exception {
    try (GitOverHttp git = GitOverHttp.serve(directory)) {
      assertThat(complaint(git.url("ana", "origin/.git"), Access.FREE))
          .endsWith(
              ": the server asks for a user and a password; name them with https://USER@... and --repo-password");
    }
  }

  @Test
  void saysWhichSecretIsMissing() {
    secrets.clear();

    assertThat(complaint("http://ana@127.0.0.1:1/daggers.git", password()))
        .isEqualTo("http://ana@127.0.0.1:1/daggers.git: there is no secret://file/password");
  }

  @Test
  void tellsNoPasswordToAServerThatItIsSentTo() throws Exception {
    try (GitOverHttp other = GitOverHttp.serve(directory);
        GitOverHttp git =
            GitOverHttp.redirect(other.url("ana", "").replace("ana@", "").replaceFirst("/$", ""))) {
      assertThat(complaint(git.url("ana", "origin/.git"), password())).contains("does not accept");
      assertThat(other.requests()).isPositive();
      assertThat(other.credentials()).isEmpty();
    }
  }

  @Test
  void trustsTheAuthoritiesThatItIsTold() throws Exception {
    Path store = certificate();
    secrets.put("authorities", pem(store));
    Access access =
        new Access("secret://file/password", null, null, "secret://file/authorities", this::secret);
    try (GitOverHttp git = GitOverHttp.serveEncrypted(directory, identity(store))) {
      assertThat(open(git.url("ana", "origin/.git"), access).fetch().revision()).isEqualTo(first);
      assertThat(complaint(git.url("ana", "origin/.git"), password()))
          .contains("/origin/.git: the server's certificate is not trusted: ");
      assertThat(git.credentials()).hasSize(1);
    }
  }

  @Test
  void saysThatTheAuthoritiesAreNoCertificates() {
    secrets.put("authorities", "-----BEGIN CERTIFICATE-----\nc2VjcmV0\n");
    Access access = new Access(null, null, null, "secret://file/authorities", this::secret);

    assertThat(complaint("https://127.0.0.1:1/daggers.git", access))
        .endsWith(": secret://file/authorities must hold certificates in PEM");
  }

  @ParameterizedTest
  @CsvSource({"ssh-ed25519,256", "ecdsa-sha2-nistp256,256", "ssh-rsa,2048"})
  void readsOverSshWithAKey(String type, int bits) throws Exception {
    KeyPair key = KeyUtils.generateKeyPair(type, bits);
    secrets.put("key", openSsh(key));
    try (GitOverSsh git = GitOverSsh.serve(directory, key.getPublic());
        GitRepository repository = open(git.url("git", "origin"), key(git.knownHost()))) {
      assertThat(repository.fetch().revision()).isEqualTo(first);
      Commits.write(origin, "daggers/a/b/query.sql", "SELECT 2");
      String second = Commits.commit(origin, "second");

      assertThat(repository.fetch().revision()).isEqualTo(second);
      assertThat(repository.lineage(repository.fetch(), first)).isEqualTo(Lineage.GOES_ON);
    }
  }

  @Test
  void readsOverSshWithAKeyInPem() throws Exception {
    KeyPair key = KeyUtils.generateKeyPair("ssh-rsa", 2048);
    secrets.put("key", pem("PRIVATE KEY", key.getPrivate().getEncoded()));
    try (GitOverSsh git = GitOverSsh.serve(directory, key.getPublic());
        GitRepository repository = open(git.url("git", "origin"), key(git.knownHost()))) {
      assertThat(repository.fetch().revision()).isEqualTo(first);
    }
  }

  @Test
  void saysThatTheHostKeyIsNotKnown() throws Exception {
    KeyPair key = ecdsa();
    secrets.put("key", openSsh(key));
    String hostKey = PublicKeyEntry.toString(key.getPublic());
    try (GitOverSsh git = GitOverSsh.serve(directory, key.getPublic())) {
      assertThat(complaint(git.url("git", "origin"), key("git.example.com " + hostKey)))
          .contains(": the host key of [127.0.0.1]:", "ecdsa-sha2-nistp256 SHA256:")
          .endsWith(", is not among the known hosts; ask its owner and add it");
    }
  }

  @Test
  void saysThatTheHostKeyIsAnother() throws Exception {
    KeyPair key = ecdsa();
    secrets.put("key", openSsh(key));
    try (GitOverSsh git = GitOverSsh.serve(directory, key.getPublic())) {
      assertThat(complaint(git.url("git", "origin"), key(git.knownHost(ecdsa().getPublic()))))
          .endsWith(
              "is not the one among the known hosts: it was changed, or this is another server");
    }
  }

  @Test
  void trustsNoHostKeyThatIsRevoked() throws Exception {
    KeyPair key = ecdsa();
    secrets.put("key", openSsh(key));
    try (GitOverSsh git = GitOverSsh.serve(directory, key.getPublic())) {
      String lines = git.knownHost() + "\n@revoked " + git.knownHost();

      assertThat(complaint(git.url("git", "origin"), key(lines))).contains("the host key of ");
    }
  }

  @Test
  void saysThatTheKeyIsNotAccepted() throws Exception {
    secrets.put("key", openSsh(ecdsa()));
    try (GitOverSsh git = GitOverSsh.serve(directory, ecdsa().getPublic())) {
      assertThat(complaint(git.url("git", "origin"), key(git.knownHost())))
          .endsWith(": the server does not accept the key of secret://file/key for user 'git'");
    }
  }

  @Test
  void saysNothingOfWhatAKeyFileHoldsInstead() throws Exception {
    String encrypted = openSsh(ecdsa(), "passphrase");
    for (String text : List.of("hunter2", "-----BEGIN PRIVATE KEY-----\nhunter2\n", encrypted)) {
      secrets.put("key", text);

      assertThat(complaint("ssh://git@127.0.0.1:1/origin", key("")))
          .isEqualTo(
              "ssh://git@127.0.0.1:1/origin: secret://file/key must hold a private key in PEM or"
                  + " OpenSSH's form, without a passphrase");
    }
  }

  @Test
  void saysThatNobodyIsThere() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    secrets.put("key", openSsh(ecdsa()));

    assertThat(complaint("http://ana@127.0.0.1:%d/daggers.git".formatted(port), password()))
        .contains("daggers.git: it cannot be reached: Connection refused");
    assertThat(complaint("ssh://git@127.0.0.1:%d/daggers.git".formatted(port), key("")))
        .contains("daggers.git: it cannot be reached: Connection refused");
    assertThat(complaint("https://ana@nowhere.invalid/daggers.git", password()))
        .endsWith(": there is no host 'nowhere.invalid'");
    assertThat(complaint("git@nowhere.invalid:daggers.git", key("")))
        .endsWith(": there is no host 'nowhere.invalid'");
  }

  @Test
  void saysThatThereIsNoSuchRepository() throws Exception {
    KeyPair key = ecdsa();
    secrets.put("key", openSsh(key));
    try (GitOverHttp http = GitOverHttp.serve(directory);
        GitOverSsh ssh = GitOverSsh.serve(directory, key.getPublic())) {
      assertThat(complaint(http.url("ana", "other.git"), password())).contains("not found");
      assertThat(complaint(ssh.url("git", "other.git"), key(ssh.knownHost())))
          .contains("other.git");
    }
  }

  @Test
  void refusesAnAddressThatDoesNotFitWhatGetsItIn() {
    assertThat(complaint("https://ana:s3cret@git.example.com/daggers.git", Access.FREE))
        .contains("the address holds a password")
        .doesNotContain("s3cret");
    assertThat(complaint("https://git.example.com/daggers.git", password()))
        .contains("--repo-password needs a user in the address");
    assertThat(complaint("http://ana@git.example.com/daggers.git", password()))
        .contains("write https");
    assertThat(complaint("ssh://git@git.example.com/daggers.git", Access.FREE))
        .contains("ssh needs --repo-key");
    assertThat(complaint("git@git.example.com:daggers.git", password()))
        .contains("--repo-password is for https");
    assertThat(complaint("https://git.example.com/daggers.git", key("")))
        .contains("--repo-key is for ssh");
    assertThat(complaint(origin.toString(), password())).contains("a folder needs neither");
    assertThat(complaint("ftp://git.example.com/daggers.git", Access.FREE))
        .contains("the agent reads from https, ssh, or a folder");
  }

  private GitRepository open(String url, Access access) throws RepositoryException {
    return GitRepository.open(url, access, "main", directory.resolve("store"), new NotesInMemory());
  }

  /** One sentence, without anything that is secret. */
  private String complaint(String url, Access access) {
    try (GitRepository repository = open(url, access)) {
      repository.fetch();
      return "it was read";
    } catch (RepositoryException e) {
      assertThat(e.getMessage()).hasLineCount(1).doesNotContain("s3cret", "hunter2", "BEGIN");
      return e.getMessage();
    }
  }

  private Access password() {
    return new Access("secret://file/password", null, null, null, this::secret);
  }

  private Access key(String knownHosts) {
    secrets.put("hosts", knownHosts);
    return new Access(null, "secret://file/key", "secret://file/hosts", null, this::secret);
  }

  private String secret(String reference) {
    String value = secrets.get(reference.substring("secret://file/".length()));
    if (value == null) {
      throw new IllegalArgumentException("there is no " + reference);
    }
    return value;
  }

  private static KeyPair ecdsa() throws Exception {
    return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
  }

  private static String openSsh(KeyPair key) throws Exception {
    return openSsh(key, null);
  }

  private static String openSsh(KeyPair key, String passphrase) throws Exception {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    OpenSSHKeyEncryptionContext encryption = null;
    if (passphrase != null) {
      encryption = new OpenSSHKeyEncryptionContext();
      encryption.setPassword(passphrase);
      encryption.setCipherType("256");
    }
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "agent", encryption, text);
    return text.toString(UTF_8).strip();
  }

  private Path certificate() throws Exception {
    Path store = directory.resolve("server.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command = new ArrayList<>(List.of(keytool, "-genkeypair", "-alias", "server"));
    command.addAll(List.of("-keyalg", "EC", "-dname", "CN=server", "-ext", "san=ip:127.0.0.1"));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
    command.addAll(List.of("-keystore", store.toString()));
    Process made = new ProcessBuilder(command).start();
    assertThat(made.waitFor()).isZero();
    return store;
  }

  private static KeyStore load(Path store) throws Exception {
    KeyStore pair = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      pair.load(in, STORE_PASSWORD.toCharArray());
    }
    return pair;
  }

  private static SSLContext identity(Path store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(store), STORE_PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static String pem(Path store) throws Exception {
    return pem("CERTIFICATE", load(store).getCertificate("server").getEncoded());
  }

  private static String pem(String what, byte[] bytes) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----".formatted(what, lines);
  }
}
