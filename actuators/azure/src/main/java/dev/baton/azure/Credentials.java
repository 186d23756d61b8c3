package dev.baton.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** As whom Resource Manager is asked: what the process finds around itself. */
final class Credentials {
  /** What tokens for Resource Manager call whom they are for, from the plainest. */
  private static final List<String> NAMES = List.of("upn", "xms_mirid", "appid", "oid");

  /** The actuators' driver tries again, and a move has not the time for it. */
  private static final FixedDelayOptions ONCE = new FixedDelayOptions(0, Duration.ofMillis(1));

  private final TokenCredential credential;
  private final String scope;

  private Credentials(TokenCredential credential, String scope) {
    this.credential = credential;
    this.scope = scope;
  }

  /** Takes the environment's, the workload's or the machine's identity; asks for no token yet. */
  static Credentials ofThisProcess(URI endpoint, HttpClient http) {
    return new Credentials(
        new LateCredentials(
            () ->
                new DefaultAzureCredentialBuilder()
                    .httpClient(http)
                    .retryPolicy(new RetryPolicy(new RetryOptions(ONCE)))
                    .build()),
        endpoint + "/.default");
  }

  HttpPipelinePolicy policy() {
    return new BearerTokenAuthenticationPolicy(credential, scope);
  }

  /** Returns whom the token is for; empty when there is none, or it does not tell. */
  String identity() {
    try {
      return nameIn(credential.getTokenSync(new TokenRequestContext().addScopes(scope)).getToken());
    } catch (ClientAuthenticationException e) {
      // What the calls themselves were answered stands among the findings.
      return "";
    }
  }

  /** Reads whom a token is for (RFC 7519 section 3); empty when it is of another make. */
  static String nameIn(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return "";
    }
    try (JsonReader reader = JsonProviders.createReader(payload(parts[1]))) {
      return reader.readUntyped() instanceof Map<?, ?> claims ? name(claims) : "";
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      return "";
    }
  }

  private static String payload(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static String name(Map<?, ?> claims) {
    return NAMES.stream()
        .map(claims::get)
        .filter(Objects::nonNull)
        .map(Object::toString)
        .findFirst()
        .orElse("");
  }
}
