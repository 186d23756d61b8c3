package dev.baton.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.baton.jvm.JavaCommand;
import dev.baton.jvm.ProcessOutput;
import dev.baton.model.definition.Binding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * The default chain as the SDK documents it ("Default credentials provider chain"), link by link.
 * The services that give credentials are played.
 */
class CredentialsTest {
  private static final Map<String, String> ASKED =
      Map.of(
          "AssumeRole", "AssumeRoleResult",
          "AssumeRoleWithWebIdentity", "AssumeRoleWithWebIdentityResult");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, String> before = new TreeMap<>();
  @TempDir private Path directory;
  private HttpServer tokens;

  @BeforeEach
  void play() throws IOException {
    tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tokens.createContext("/", this::answer);
    tokens.start();
    set("aws.endpointUrlSts", uri());
    set("aws.region", "eu-central-1");
    set("aws.sharedCredentialsFile", directory.resolve("credentials").toString());
    set("aws.configFile", directory.resolve("config").toString());
  }

  @AfterEach
  void end() {
    tokens.stop(0);
    before.forEach(
        (key, value) -> {
          if (value.isEmpty()) {
            System.clearProperty(key);
          } else {
            System.setProperty(key, value);
          }
        });
  }

  private void set(String key, String value) {
    before.put(key, System.getProperty(key, ""));
    System.setProperty(key, value);
  }

  @Test
  void aWebIdentityIsTakenForARole() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "a.web.identity");
    set("aws.webIdentityTokenFile", token.toString());
    set("aws.roleArn", "arn:aws:iam::123456789012:role/baton");

    assertThat(resolved().accessKeyId()).isEqualTo("AKIAOFTHEROLE");
    assertThat(asked).containsExactly("AssumeRoleWithWebIdentity");
  }

  @Test
  void aProfileMayNameARole() throws IOException {
    aProfile();
    Files.writeString(
        directory.resolve("config"),
        """
        [profile actuator]
        role_arn = arn:aws:iam::123456789012:role/baton
        source_profile = user
        """);
    set("aws.profile", "actuator");

    assertThat(resolved().accessKeyId()).isEqualTo("AKIAOFTHEROLE");
    assertThat(asked).containsExactly("AssumeRole");
  }

  @Test
  void whatIsGivenPlainlyGoesFirst() throws IOException {
    aProfile();
    set("aws.accessKeyId", "AKIAGIVEN");
    set("aws.secretAccessKey", "secret");

    assertThat(resolved().accessKeyId()).isEqualTo("AKIAGIVEN");
    assertThat(asked).isEmpty();
  }

  @Test
  void aProfileMayHaveAKey() throws IOException {
    aProfile();
    set("aws.profile", "user");

    assertThat(resolved().accessKeyId()).isEqualTo("AKIAOFTHEUSER");
  }

  @Test
  void aContainerIsGivenThose() {
    set("aws.containerCredentialsFullUri", uri() + "/container");

    assertThat(resolved().accessKeyId()).isEqualTo("AKIAOFTHEROLE");
    assertThat(asked).containsExactly("GET /container");
  }

  /** Version 2 of the metadata service: a token first, and with it everything else. */
  @Test
  void aMachineIsGivenThoseOfItsProfile() {
    set("aws.ec2MetadataServiceEndpoint", uri());
    set("aws.disableEc2Metadata", "false");

    assertThat(resolved().accessKeyId()).isEqualTo("AKIAOFTHEROLE");
    assertThat(asked).startsWith("PUT /latest/api/token");
    assertThat(asked.subList(1, asked.size()))
        .isNotEmpty()
        .allMatch(call -> call.startsWith("GET /latest/meta-data/iam/") && call.endsWith(" TOKEN"));
  }

  /** What signs on is the user's browser, beforehand; here its token lies in the cache. */
  @Test
  void aProfileMaySignOn() throws Exception {
    String startUrl = "https://acme.awsapps.test/start";
    Files.writeString(
        directory.resolve("config"),
        """
        [profile actuator]
        sso_start_url = %s
        sso_region = eu-central-1
        sso_account_id = 123456789012
        sso_role_name = baton
        """
            .formatted(startUrl));
    Path cache = Files.createDirectories(directory.resolve(".aws/sso/cache"));
    byte[] digest =
        MessageDigest.getInstance("SHA-1").digest(startUrl.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        cache.resolve(HexFormat.of().formatHex(digest) + ".json"),
        """
        {"startUrl": "%s", "region": "eu-central-1", "accessToken": "t",
         "expiresAt": "2099-01-01T00:00:00Z"}
        """
            .formatted(startUrl));

    assertThat(resolvedAtHome()).contains("AKIAOFTHEROLE");
    assertThat(asked).containsExactly("GET /federation/credentials");
  }

  private void aProfile() throws IOException {
    Files.writeString(
        directory.resolve("credentials"),
        "[user]\naws_access_key_id = AKIAOFTHEUSER\naws_secret_access_key = secret\n");
  }

  private String uri() {
    return "http://127.0.0.1:" + tokens.getAddress().getPort();
  }

  /** What runs in a process of its own: where home is cannot be changed in this one. */
  static final class AtHome {
    private AtHome() {}

    /** Says whose credentials it has. */
    public static void main(String[] arguments) {
      System.out.println(resolved().accessKeyId());
    }
  }

  private String resolvedAtHome() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            JavaCommand.of(AtHome.class)
                .with("-Daws.configFile=" + directory.resolve("config"), "-Daws.profile=actuator")
                .words());
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("AWS_ENDPOINT_URL_SSO", uri());
    return ProcessOutput.of(builder.redirectErrorStream(true)).text();
  }

  private static AwsCredentials resolved() {
    Binding binding = new Binding("aws-eip", new TreeMap<>(Map.of("region", "eu-central-1")));
    Access access = Access.from(new Settings(binding), Optional.empty());
    return access.credentials().resolveCredentials();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      byte[] answer =
          (path.equals("/") ? assumed(body) : given(exchange, path))
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private String assumed(String body) {
    String action = body.replaceFirst("(?s).*Action=([A-Za-z]+).*", "$1");
    asked.add(action);
    return answer(action);
  }

  /** By a container's agent, a machine's metadata service, or the portal one signs on at. */
  private String given(HttpExchange exchange, String path) {
    boolean token = exchange.getRequestHeaders().containsKey("x-aws-ec2-metadata-token");
    asked.add(exchange.getRequestMethod() + " " + path + (token ? " TOKEN" : ""));
    if (path.endsWith("/token")) {
      exchange.getResponseHeaders().set("x-aws-ec2-metadata-token-ttl-seconds", "21600");
      return "TOKEN";
    }
    if (path.matches(".*/security-credentials(-extended)?/?")) {
      return "baton";
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    return path.startsWith("/federation")
        ? """
        {"roleCredentials": {"accessKeyId": "AKIAOFTHEROLE", "secretAccessKey": "k",
         "sessionToken": "t", "expiration": 4070908800000}}\
        """
        : """
        {"Code": "Success", "AccessKeyId": "AKIAOFTHEROLE", "SecretAccessKey": "k", "Token": "t",
         "Expiration": "2099-01-01T00:00:00Z", "LastUpdated": "2026-01-01T00:00:00Z"}\
        """;
  }

  private static String answer(String action) {
    return """
    <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%2$s>
    <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/baton/s</Arn>
    <AssumedRoleId>AROA:s</AssumedRoleId></AssumedRoleUser>
    <Credentials><AccessKeyId>AKIAOFTHEROLE</AccessKeyId><SecretAccessKey>k</SecretAccessKey>
    <SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
    </%2$s><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></%1$sResponse>
    """
        .formatted(action, ASKED.getOrDefault(action, "Result"));
  }
}
