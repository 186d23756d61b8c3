package dev.baton.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefaultRoutesTest {

  private static final String HEAD =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT   ";

  @Test
  void findsTheIpv4GatewayOfLowestMetric() throws Exception {
    List<String> lines =
        List.of(
            HEAD,
            "eth1\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0",
            "eth0\t00000000\t010200C0\t0003\t0\t0\t50\t00000000\t0\t0\t0",
            "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0");
    assertThat(DefaultRoutes.ipv4(lines)).contains(InetAddress.getByName("192.0.2.1"));
  }

  @Test
  void takesNeitherADefaultRouteWithoutGatewayNorAnotherNetworksNorOneThatIsDown()
      throws Exception {
    List<String> lines =
        List.of(
            HEAD,
            "ppp0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0",
            "eth0\t0000000A\t010200C0\t0003\t0\t0\t0\t000000FF\t0\t0\t0",
            "eth0\t00000000\t010200C0\t0002\t0\t0\t0\t00000000\t0\t0\t0",
            "half a line");
    assertThat(DefaultRoutes.ipv4(lines)).isEmpty();
  }

  @Test
  void findsTheIpv6GatewayOfLowestMetric() throws Exception {
    String zero = "0".repeat(32);
    String line = "%s %s %s 00 %s %s 00000002 00000000 %s     eth0";
    List<String> lines =
        List.of(
            line.formatted("fe80" + "0".repeat(28), "40", zero, zero, "00000100", "00000001"),
            line.formatted(
                zero, "00", zero, "fd0000000000000000000000000000fe", "00000400", "00000003"),
            line.formatted(
                zero, "00", zero, "fd000000000000000000000000000001", "00000100", "00000003"),
            line.formatted(zero, "00", zero, zero, "ffffffff", "00200200"));
    assertThat(DefaultRoutes.ipv6(lines)).contains(InetAddress.getByName("fd00::1"));
  }

  @Test
  void namesTheInterfaceOfALinkLocalGateway() throws Exception {
    String zero = "0".repeat(32);
    String gateway = "fe800000000000000000000000000001";
    String line =
        "%s 00 %s 00 %s 00000400 00000003 00000000 00000003       lo"
            .formatted(zero, zero, gateway);
    assertThat(DefaultRoutes.ipv6(List.of(line)).orElseThrow().getHostAddress())
        .isEqualTo("fe80:0:0:0:0:0:0:1%" + NetworkInterface.getByName("lo").getIndex());
  }
}
