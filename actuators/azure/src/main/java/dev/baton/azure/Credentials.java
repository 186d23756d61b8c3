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

/** The credentials for Resource Manager, from the environment of the process. */
final class Credentials {
  /** The claims of a Resource Manager token that name its owner, the most readable first. */
  private static final List<String> NAMES = List.of("upn", "xms_mirid", "appid", "oid");

  /** No retries: the driver tries again itself, and a move has no time for them. */
  private static final FixedDelayOptions ONCE = new FixedDelayOptions(0, Duration.ofMillis(1));

  private final TokenCredential credential;
  private final String scope;

  private Credentials(TokenCredential credential, String scope) {
    this.credential = credential;
    this.scope = scope;
  }

  /** Takes the identity of the environment, the workload or the machine; requests no token yet. */
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

  /** Returns the owner of the token; empty if there is no token, or it does not say. */
  String identity() {
    try {
      return nameIn(credential.getTokenSync(new TokenRequestContext().addScopes(scope)).getToken());
    } catch (ClientAuthenticationException e) {
      // The findings contain the errors of the calls themselves.
      return "";
    }
  }

  /** Reads a token's owner (RFC 7519 section 3); empty if it is another kind of token. */
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
