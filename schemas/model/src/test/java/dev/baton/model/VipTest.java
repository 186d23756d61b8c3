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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "255.255.255.255 | is the broadcast address",
        "0.0.0.0 | means this host on this network",
        "0.1.2.3 | means this host on this network",
        "127.0.0.1 | is a loopback address",
        "169.254.7.7 | is link-local (169.254.0.0/16)",
        "224.0.0.18 | is a multicast address",
        "240.0.0.1 | is reserved (240.0.0.0/4)",
        ":: | is the unspecified address",
        "::1 | is the loopback address",
        "fe80::1 | is link-local (fe80::/10)",
        "febf:ffff::1 | is link-local (fe80::/10)",
        "ff02::1 | is a multicast address",
        "::ffff:10.0.0.1 | is an IPv4 address written as IPv6; write 10.0.0.1",
        "::ffff:a00:1 | is an IPv4 address written as IPv6; write 10.0.0.1",
        "::10.0.0.1 | is an IPv4 address written as IPv6; write 10.0.0.1",
        "64:ff9b::10.0.0.1 | is an IPv4 address written as IPv6; write 10.0.0.1",
        "::ffff:169.254.1.1 | is an IPv4 address written as IPv6",
        "fe80::1%eth0 | names a zone",
        "fd00::1%2 | names a zone (an interface): a VIP must mean the same on every node; write",
        "10.20.0.10/24 | has a prefix length: write the address alone; write 10.20.0.10",
        "fd00::10/64 | has a prefix length: write the address alone; write fd00::10",
        "10.20.0.10:5432 | has brackets or a port: write the address alone; write 10.20.0.10",
        "[fd00::10]:80 | has brackets or a port: write the address alone; write fd00::10",
        "10.20.0.010 | has leading zeros, which some programs read as octal; write 10.20.0.10",
        "010.020.000.010 | has leading zeros, which some programs read as octal; write 10.20.0.10",
        "db.example.com | is a name, and names are not looked up",
        "localhost | is a name",
        "10.20.0 | is not an IPv4 or IPv6 address",
        "167772161 | is not an IPv4 or IPv6 address",
        "10.20.0.256 | is not an IPv4 or IPv6 address"
      })
  void saysWhyAnAddressCannotBeAVipAndWhatToWrite(String written, String why) {
    assertThatThrownBy(() -> new Vip(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("vip: \"" + written + "\" " + why);
  }

  @Property
  void refusesOrReadsEveryTextAtOnce(@ForAll String text) {
    try {
      assertThat(new Vip(new Vip(text).address())).isEqualTo(new Vip(text));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("vip: ");
    }
  }

  @Property
  void readsItsOwnTextAsTheJdkDoes(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
    String text = IpLiteral.text(bytes);
    assertThat(IpLiteral.parse(text)).hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
    assertThat(InetAddress.getByName(text)).isEqualTo(InetAddress.getByAddress(bytes));
  }
}
