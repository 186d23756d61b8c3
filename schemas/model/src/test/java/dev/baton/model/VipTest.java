package dev.baton.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VipTest {
  @ParameterizedTest
  @CsvSource({
    "10.20.0.10, 10.20.0.10",
    "fd00:20:0:0:0:0:0:10, fd00:20::10",
    "FD00:20::10, fd00:20::10",
    "fd00::, fd00::",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "::2, ::2"
  })
  void hasOneTextForEachAddress(String written, String canonical) {
    assertThat(new Vip(written).address()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.20.0",
        "10.20.0.256",
        "10.20.0.010",
        ".1.2.3.4",
        "1.2.3.4.",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "12345::",
        "g::",
        "fe80::1%eth0",
        "::ffff:1.2.3.4",
        "127.0.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::",
        "::1",
        "ff02::1"
      })
  void refusesWhatIsNoUnicastLiteral(String written) {
    assertThatThrownBy(() -> new Vip(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("vip: ");
  }

  @Property
  void readsItsOwnTextAsTheJdkDoes(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
    String text = IpLiteral.text(bytes);
    assertThat(IpLiteral.parse(text)).hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
    assertThat(InetAddress.getByName(text)).isEqualTo(InetAddress.getByAddress(bytes));
  }
}
