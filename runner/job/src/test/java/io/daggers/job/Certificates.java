package io.daggers.job;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A key pair with a certificate that it vouches for itself, made by the JDK's keytool.
 *
 * @param store holds both, under {@link #PASSWORD}
 * @param certificate in PEM
 * @param key in PEM
 */
record Certificates(Path store, String certificate, String key) {

  static final String PASSWORD = "changeit";

  static Certificates make(Path directory, String name) throws Exception {
    Path store = directory.resolve(name + ".p12");
    keytool(
        List.of(
            "-genkeypair",
            "-alias",
            name,
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD));
    KeyStore pair = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      pair.load(in, PASSWORD.toCharArray());
    }
    return new Certificates(
        store,
        pem("CERTIFICATE", pair.getCertificate(name).getEncoded()),
        pem("PRIVATE KEY", pair.getKey(name, PASSWORD.toCharArray()).getEncoded()));
  }

  private static void keytool(List<String> arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(arguments);
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), US_ASCII);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool: " + said);
    }
  }

  private static String pem(String what, byte[] bytes) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(what, lines);
  }
}
