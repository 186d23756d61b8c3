package dev.baton.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DnsMessageTest {
  private static final short ID = 0x1234;

  /** db.x A 10.0.0.10 and 10.0.0.11, from an authority. */
  private static final byte[] ANSWER =
      HexFormat.of()
          .parseHex(
              "123484000001000200000000"
                  + "026462017800"
                  + "00010001"
                  + "c00c000100010000000a00040a00000a"
                  + "c00c000100010000000a00040a00000b");

  @Test
  void asksAsTheRfcHasIt() {
    assertThat(DnsMessage.question(ID, "db.x.", DnsMessage.TYPE_AAAA))
        .isEqualTo(
            HexFormat.of().parseHex("123400000001000000000000" + "026462017800" + "001c0001"));
  }

  @Test
  void readsEveryAddressOfThatTypeAlone() {
    assertThat(DnsMessage.addresses(ANSWER, ID, DnsMessage.TYPE_A))
        .contains(List.of("10.0.0.10", "10.0.0.11"));
    assertThat(DnsMessage.addresses(ANSWER, ID, DnsMessage.TYPE_AAAA)).contains(List.of());
  }

  @Test
  void refusesAnAnswerToAnotherQuestion() {
    assertThat(DnsMessage.addresses(ANSWER, (short) 1, DnsMessage.TYPE_A)).isEmpty();
  }

  @Property
  void refusesWhatIsCutOff(@ForAll @IntRange(min = 0, max = 53) int length) {
    byte[] cut = Arrays.copyOf(ANSWER, length);

    assertThat(DnsMessage.addresses(cut, ID, DnsMessage.TYPE_A)).isEmpty();
  }

  @Property
  void neverThrowsWhateverArrives(@ForAll @Size(max = 80) byte[] body) {
    byte[] message =
        ByteBuffer.allocate(4 + body.length)
            .putShort(ID)
            .putShort((short) 0x8400)
            .put(body)
            .array();

    Optional<List<String>> read = DnsMessage.addresses(message, ID, DnsMessage.TYPE_A);

    assertThat(read).isNotNull();
  }
}
