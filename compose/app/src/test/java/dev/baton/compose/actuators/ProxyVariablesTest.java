package dev.baton.compose.actuators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyVariablesTest {

  @Test
  void nothingFollowsWhereNoProxyIsNamed() {
    assertThat(ProxyVariables.properties(Map.of("NO_PROXY", "a.example", "HTTPS_PROXY", " ")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy.example:3128, proxy.example, 3128",
    "proxy.example:3128, proxy.example, 3128",
    "http://10.0.0.1, 10.0.0.1, 80",
    "http://proxy.example:8080/, proxy.example, 8080",
  })
  void takesTheProxyForHttps(String value, String host, String port) {
    assertThat(ProxyVariables.properties(Map.of("HTTPS_PROXY", value)))
        .containsEntry("https.proxyHost", host)
        .containsEntry("https.proxyPort", port);
    assertThat(ProxyVariables.properties(Map.of("https_proxy", value, "HTTPS_PROXY", "other:1")))
        .containsEntry("https.proxyHost", host);
  }

  @ParameterizedTest
  @CsvSource({
    "a.example, a.example|*.a.example",
    ".a.example, a.example|*.a.example",
    "*.a.example, a.example|*.a.example",
    "10.1.2.3, 10.1.2.3",
    "10.0.0.0/8, 10.*",
    "192.168.0.0/16, 192.168.*",
    "a.example:443, a.example|*.a.example",
    "*, *",
    "'', ''",
  })
  void goesPastItWhereToldTo(String none, String hosts) {
    assertThat(
            ProxyVariables.properties(Map.of("HTTPS_PROXY", "p:1", "NO_PROXY", none))
                .get("http.nonProxyHosts"))
        .endsWith(hosts);
  }

  /** Credentials come from there. */
  @Test
  void neverAsksAMachinesMetadataThroughAProxy() {
    assertThat(ProxyVariables.properties(Map.of("HTTPS_PROXY", "p:1")).get("http.nonProxyHosts"))
        .contains("169.254.*", "metadata.google.internal", "127.*", "localhost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://p:1", "http://user:secret@p:1", "http://", "socks5://p:1", "a b"})
  void refusesAProxyThatItCannotUseWithoutRepeatingIt(String value) {
    assertThatThrownBy(() -> ProxyVariables.properties(Map.of("HTTPS_PROXY", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("HTTPS_PROXY: ")
        .message()
        .doesNotContain("secret");
  }
}
