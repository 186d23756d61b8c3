package dev.baton.channel.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channel.core.KeyId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ChannelKeyTest {
  private static final KeyId ID = new KeyId("k1");

  /** RFC 4231, section 4.2: test case 1. */
  @Test
  void sealsByHmacSha256() {
    byte[] secret = new byte[20];
    Arrays.fill(secret, (byte) 0x0b);
    byte[] bytes = Arrays.copyOf("Hi There".getBytes(StandardCharsets.US_ASCII), 8 + 32);

    new ChannelKey(ID, secret).seal(bytes, 8);

    assertThat(HexFormat.of().formatHex(bytes, 8, 40))
        .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  }

  @Test
  void isPrintedWithoutItsSecret() throws ChannelKeyException {
    String secret = "ab".repeat(32);

    ChannelKeys keys = KeyText.read("f", "k1 " + secret + "\nk2 " + "cd".repeat(32));

    assertThat(keys).hasToString("keys [k1, k2]");
    assertThat(new ChannelKey(ID, new byte[32])).hasToString("key k1");
  }
}
