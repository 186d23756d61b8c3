package dev.baton.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cloudstubs.StubServer.Request;
import dev.baton.cloudstubs.TlsFront;
import dev.baton.cloudstubs.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Credentials that come after the actuator, or go for a while, over the real SDK: an actuator in a
 * process of its own, Resource Manager behind TLS, and who gives tokens.
 */
final class LateCredentialsTest {
  private static final String LOGIN = "login.microsoftonline.com";

  @TempDir private Path directory;
  private AzureWorld world;
  private TlsIdentity identity;
  private TlsFront manager;

  @BeforeEach
  void open() throws Exception {
    world = new AzureWorld();
    identity = TlsIdentity.create(directory, List.of(LOGIN));
    manager = TlsFront.start(identity, URI.create(world.settings().get("endpoint")));
  }

  @AfterEach
  void close() {
    manager.close();
    world.close();
  }

  private ActuatorProcess actuator(Map<String, String> environment) throws IOException {
    Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 " + LOGIN + "\n");
    List<String> flags = new ArrayList<>(identity.trust());
    // No other name leads anywhere.
    flags.add("-Djdk.net.hosts.file=" + hosts);
    flags.add("-Duser.home=" + directory);
    SortedMap<String, String> settings = world.settings();
    settings.put("endpoint", manager.uri().toString());
    return ActuatorProcess.start(flags, environment, settings);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Of a machine: as the SDK finds them by itself, and where it is told to look nowhere else. */
  private static Map<String, String> ofTheMachine(String source, int port) {
    Map<String, String> environment = new TreeMap<>();
    String server = "http://127.0.0.1:" + port;
    switch (source) {
      case "app-service" -> {
        environment.put("IDENTITY_ENDPOINT", server + "/msi/token");
        environment.put("IDENTITY_HEADER", "header");
      }
      case "instance-metadata" -> {
        environment.put("AZURE_POD_IDENTITY_AUTHORITY_HOST", server);
        environment.put("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential");
      }
      default -> throw new IllegalArgumentException(source);
    }
    return environment;
  }

  @ParameterizedTest
  @ValueSource(strings = {"app-service", "instance-metadata"})
  void ofAMachineMayComeLateAndGoForAWhile(String source) throws Exception {
    int port = freePort();
    try (ActuatorProcess actuator = actuator(ofTheMachine(source, port))) {
      assertThat(actuator.look()).startsWith("Verification[where=UNKNOWN");
      assertThat(actuator.move("b", 2)).startsWith("TRANSIENT");
      try (TokenService tokens = new TokenService(port)) {
        assertThat(actuator.look()).isEqualTo("HERE");
        assertThat(actuator.move("b", 2)).isEqualTo("moved");
        for (int status : List.of(400, 401, 403, 404, 500)) {
          tokens.answers(status);
          assertThat(actuator.look()).as("" + status).startsWith("Verification[where=UNKNOWN");
          assertThat(actuator.move("a", 3)).as("" + status).startsWith("TRANSIENT");
        }
        tokens.answers(200);
        assertThat(actuator.move("a", 3)).isEqualTo("moved");
      }
      assertThat(actuator.move("b", 4)).as("nobody listens").startsWith("TRANSIENT");
      try (TokenService again = new TokenService(port)) {
        assertThat(actuator.move("b", 4)).isEqualTo("moved");
        assertThat(again.asked()).isNotEmpty();
      }
    }
    assertThat(world.recorder.requests)
        .isNotEmpty()
        .extracting(Request::headers)
        .allMatch(headers -> "Bearer of-the-machine".equals(headers.get("authorization")));
  }

  private Map<String, String> ofTheWorkload(TlsFront login, Path assertion) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("AZURE_AUTHORITY_HOST", "https://" + LOGIN + ":" + login.uri().getPort());
    environment.put("AZURE_FEDERATED_TOKEN_FILE", assertion.toString());
    environment.put("AZURE_CLIENT_ID", "00000000-0000-0000-0000-00000000000c");
    environment.put("AZURE_TENANT_ID", "00000000-0000-0000-0000-00000000000d");
    environment.put("AZURE_TOKEN_CREDENTIALS", "WorkloadIdentityCredential");
    return environment;
  }

  @Test
  void ofAWorkloadMayComeLateBeOutdatedAndGoForAWhile() throws Exception {
    Path assertion = directory.resolve("assertion");
    try (TokenService tokens = new TokenService(0);
        TlsFront login = TlsFront.start(identity, behind(tokens));
        ActuatorProcess actuator = actuator(ofTheWorkload(login, assertion))) {
      tokens.knows("new");
      assertThat(actuator.look()).as("no file").startsWith("Verification[where=UNKNOWN");
      assertThat(actuator.move("b", 2)).startsWith("TRANSIENT");
      Files.writeString(assertion, "old");
      assertThat(actuator.move("b", 2)).as("refused with 401").startsWith("TRANSIENT");

      Files.writeString(assertion, "new");
      assertThat(actuator.move("b", 2)).as("renewed").isEqualTo("moved");
      for (int status : List.of(400, 500)) {
        tokens.answers(status);
        assertThat(actuator.move("a", 3)).as("" + status).startsWith("TRANSIENT");
      }
      tokens.answers(200);
      assertThat(actuator.move("a", 3)).isEqualTo("moved");
    }
  }

  /** A token that is good for long is not asked for anew, so a move does not wait for one. */
  @Test
  void areNotNeededForAMoveWhileTheLastTokenIsGood() throws Exception {
    Path assertion = Files.writeString(directory.resolve("assertion"), "new");
    try (TokenService tokens = new TokenService(0)) {
      tokens.lifetime(3_600);
      try (TlsFront login = TlsFront.start(identity, behind(tokens));
          ActuatorProcess actuator = actuator(ofTheWorkload(login, assertion))) {
        assertThat(actuator.look()).isEqualTo("HERE");

        tokens.answers(401);

        assertThat(actuator.move("b", 2)).isEqualTo("moved");
        assertThat(tokens.asked()).hasSize(1);
      }
    }
  }

  private static URI behind(TokenService tokens) {
    return URI.create("http://127.0.0.1:" + tokens.port());
  }
}
