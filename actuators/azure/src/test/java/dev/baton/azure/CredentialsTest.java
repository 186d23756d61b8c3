package dev.baton.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.definition.Binding;
import dev.baton.spi.Actuator;
import dev.baton.spi.ApiCall;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CredentialsTest {

  @Test
  void readsWhomATokenIsFor() {
    assertThat(Credentials.nameIn(token("{\"oid\":\"1\",\"appid\":\"actuator\"}")))
        .isEqualTo("actuator");
    assertThat(Credentials.nameIn(token("{\"oid\":\"1\"}"))).isEqualTo("1");
  }

  @Test
  void readsNothingFromATokenOfAnotherMake() {
    assertThat(Credentials.nameIn("opaque")).isEmpty();
    assertThat(Credentials.nameIn("a.b%.c")).isEmpty();
    assertThat(Credentials.nameIn(token("no json"))).isEmpty();
    assertThat(Credentials.nameIn(token("{}"))).isEmpty();
  }

  @Test
  void buildsItsClientsForTheRealServiceAndCallsNobody() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("subscription", "00000000-0000-0000-0000-000000000001");
    settings.put("resource-group", "group");
    settings.put("load-balancer", "ilb");
    settings.put("pool", "one");
    settings.put("address.a", "10.0.0.4");
    settings.put("address.b", "10.0.0.5");

    try (Actuator actuator = AzureWorld.create(new Binding("azure-ilb", settings))) {
      assertThat(actuator.kind()).isEqualTo("azure-ilb");
      assertThat(actuator.calls())
          .extracting(ApiCall::action)
          .doesNotHaveDuplicates()
          .contains(Actions.READ, Actions.WRITE, Actions.FOLLOW);
    }
  }

  private static String token(String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + ".c2ln";
  }
}
