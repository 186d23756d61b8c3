package dev.baton.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.baton.model.Binding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * The default chain as the SDK documents it, where it needs more than the SDK's core: a role that
 * is assumed, by a profile or by a web identity (IRSA). The security token service is played.
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
    tokens.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String action = body.replaceFirst("(?s).*Action=([A-Za-z]+).*", "$1");
            asked.add(action);
            byte[] answer = answer(action).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    tokens.start();
    set("aws.endpointUrlSts", "http://127.0.0.1:" + tokens.getAddress().getPort());
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
    Files.writeString(
        directory.resolve("credentials"),
        "[user]\naws_access_key_id = AKIAOFTHEUSER\naws_secret_access_key = secret\n");
    Files.writeString(
        directory.resolve("config"),
        """
        [profile mover]
        role_arn = arn:aws:iam::123456789012:role/baton
        source_profile = user
        """);
    set("aws.profile", "mover");

    assertThat(resolved().accessKeyId()).isEqualTo("AKIAOFTHEROLE");
    assertThat(asked).containsExactly("AssumeRole");
  }

  private static AwsCredentials resolved() {
    Binding binding = new Binding("aws-eip", new TreeMap<>(Map.of("region", "eu-central-1")));
    Access access = Access.from(new Settings(binding), Optional.empty());
    return access.credentials().resolveCredentials();
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
