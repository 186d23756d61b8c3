package dev.baton.network;

import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.Lan;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A laboratory LAN with numbered hosts. Host {@code i} has 10.77.0.(10 + i)/16 and fd77::(10 + i,
 * in hex)/64.
 */
final class TestLan implements AutoCloseable {
  private static final int FIRST_HOST_NUMBER = 10;

  private final Lan lan;
  private final List<Host> hosts;

  private TestLan(Lan lan, List<Host> hosts) {
    this.lan = lan;
    this.hosts = hosts;
  }

  /** Makes a LAN of so many hosts, 1 to 200; closing it deletes it. */
  static TestLan create(int count) {
    Lan lan = Lan.create();
    try {
      List<Host> hosts =
          IntStream.range(FIRST_HOST_NUMBER, FIRST_HOST_NUMBER + count)
              .mapToObj(
                  number ->
                      lan.addHost(
                          "h" + number,
                          List.of(
                              "10.77.0." + number + "/16",
                              "fd77::" + Integer.toHexString(number) + "/64")))
              .toList();
      return new TestLan(lan, hosts);
    } catch (RuntimeException e) {
      lan.close();
      throw e;
    }
  }

  /** Returns a host, counted from 0. */
  Host host(int index) {
    return hosts.get(index);
  }

  /** Cuts a host's cable, or mends it. */
  void cable(Host host, String state) {
    if (state.equals("down")) {
      lan.cut(host);
    } else {
      lan.mend(host);
    }
  }

  @Override
  public void close() {
    lan.close();
  }
}
