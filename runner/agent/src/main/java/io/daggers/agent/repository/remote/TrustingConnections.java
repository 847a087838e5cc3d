package io.daggers.agent.repository.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/** Connections to servers that certain authorities vouch for, and no others. */
final class TrustingConnections implements HttpConnectionFactory {

  private final HttpConnectionFactory plain = new JDKHttpConnectionFactory();
  private final TrustManager[] trusted;

  private TrustingConnections(TrustManager[] trusted) {
    this.trusted = trusted;
  }

  /**
   * @param authorities certificates in PEM
   */
  static TrustingConnections of(String authorities) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate each :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(authorities.getBytes(US_ASCII)))) {
      store.setCertificateEntry("authority-" + number++, each);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return new TrustingConnections(factory.getTrustManagers());
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return trusting(plain.create(url));
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    return trusting(plain.create(url, proxy));
  }

  private HttpConnection trusting(HttpConnection connection) throws IOException {
    try {
      connection.configure(null, trusted, null);
      return connection;
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
