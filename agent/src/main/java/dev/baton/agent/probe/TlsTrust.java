package dev.baton.agent.probe;

import dev.baton.agent.probe.ProbeSettings.HttpTrust;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Which servers a TLS connection trusts.
 *
 * @param context the context with the trusted certificates
 * @param anyName present if the server's name is not verified
 */
record TlsTrust(SSLContext context, Optional<HostnameVerifier> anyName) {

  /**
   * Reads the certificates that the settings name.
   *
   * @throws IllegalArgumentException when the CA file cannot be read or holds no certificate
   */
  static TlsTrust of(HttpTrust settings) {
    try {
      return switch (settings.verification()) {
        case FULL -> new TlsTrust(verifying(settings.caFile()), Optional.empty());
        case NONE ->
            new TlsTrust(
                context(Optional.of(new TrustManager[] {new Anybody()})),
                Optional.of((host, session) -> true));
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("tls: cannot be set up: " + e.getMessage(), e);
    }
  }

  void applyTo(HttpsURLConnection connection) {
    connection.setSSLSocketFactory(context.getSocketFactory());
    anyName.ifPresent(connection::setHostnameVerifier);
  }

  private static SSLContext verifying(Optional<Path> caFile) throws GeneralSecurityException {
    if (caFile.isEmpty()) {
      return context(Optional.empty());
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(read(caFile.orElseThrow()));
    return context(Optional.of(factory.getTrustManagers()));
  }

  @SuppressWarnings("NullAway") // the JDK takes null for "its own default" in each place
  private static SSLContext context(Optional<TrustManager[]> trusted)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusted.orElse(null), null);
    return context;
  }

  @SuppressWarnings("NullAway") // load(null, null) makes an empty store, KeyStore.load
  private static KeyStore read(Path caFile) throws GeneralSecurityException {
    try (InputStream stream = Files.newInputStream(caFile)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(stream);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException("ca-file: " + caFile + " holds no certificate");
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      return store;
    } catch (IOException e) {
      throw new IllegalArgumentException("ca-file: " + caFile + " cannot be read", e);
    }
  }

  /** Trusts every server, as the operator has configured. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
