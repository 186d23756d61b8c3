package dev.baton.cloudstubs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key with a certificate that it has signed itself, for the loopback address and some names. Made
 * by the JDK's own {@code keytool}; who is to trust it starts a process with {@link #trust}.
 *
 * @param store a key store of type PKCS12
 */
public record TlsIdentity(Path store) {
  private static final String PASSWORD = "loopback";

  /**
   * Makes one.
   *
   * @param directory where its file is to be
   * @param names of hosts, besides the address
   */
  public static TlsIdentity create(Path directory, List<String> names)
      throws IOException, InterruptedException {
    Path store = directory.resolve("tls.p12");
    StringBuilder alternatives = new StringBuilder("SAN=ip:127.0.0.1");
    names.forEach(name -> alternatives.append(",dns:").append(name));
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=stand-in",
                "-ext",
                alternatives.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    try (InputStream said = keytool.getInputStream()) {
      String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        throw new IOException("keytool makes no key: " + text);
      }
    } finally {
      keytool.destroyForcibly();
    }
    return new TlsIdentity(store);
  }

  /** Returns the flags of a JVM that trusts nobody else. */
  public List<String> trust() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + store,
        "-Djavax.net.ssl.trustStoreType=PKCS12",
        "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  /** Returns what a server is set up with. */
  SSLContext context() throws IOException {
    try (InputStream file = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(file, PASSWORD.toCharArray());
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("no key can be read from " + store, e);
    }
  }
}
