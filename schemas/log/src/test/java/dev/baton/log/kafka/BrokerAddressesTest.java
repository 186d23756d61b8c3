package dev.baton.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.Test;

class BrokerAddressesTest {
  private static final Node ONE = new Node(1, "one.test", 9092);
  private static final Node TWO = new Node(2, "two.test", 9092);
  private static final InetSocketAddress A = at("192.0.2.1", 9092);
  private static final InetSocketAddress A6 = at("2001:db8::1", 9092);
  private static final InetSocketAddress B = at("192.0.2.2", 9092);
  private static final InetSocketAddress C = at("192.0.2.3", 9092);

  private final Map<String, InetAddress[]> names =
      new HashMap<>(
          Map.of(
              "one.test",
              new InetAddress[] {A.getAddress(), A6.getAddress()},
              "two.test",
              array(B)));
  private final BrokerAddresses addresses = new BrokerAddresses(this::resolve);

  @Test
  void areAllThatTheBrokersNamesLeadTo() {
    assertThat(addresses.take(List.of(ONE, TWO, ONE))).containsExactlyInAnyOrder(A, A6, B);
  }

  @Test
  void areKeptWhileANameDoesNotResolve() {
    addresses.take(List.of(ONE, TWO));
    names.clear();
    assertThat(addresses.take(List.of(ONE, TWO))).containsExactlyInAnyOrder(A, A6, B);
  }

  @Test
  void areKeptWhileABrokerIsDown() {
    addresses.take(List.of(ONE, TWO));
    assertThat(addresses.take(List.of(ONE, new Node(2, "", -1)))).contains(B);
  }

  @Test
  void followABrokerThatMoves() {
    addresses.take(List.of(ONE, TWO));
    names.put("two.test", array(C));
    assertThat(addresses.take(List.of(ONE, TWO))).contains(C).doesNotContain(B);
    names.put("three.test", array(B));
    assertThat(addresses.take(List.of(ONE, new Node(2, "three.test", 9092))))
        .contains(B)
        .doesNotContain(C);
  }

  @Test
  void followABrokerThatListensAtAnotherPort() {
    addresses.take(List.of(ONE, TWO));
    assertThat(addresses.take(List.of(ONE, new Node(2, "two.test", 9094))))
        .contains(at("192.0.2.2", 9094))
        .doesNotContain(B);
  }

  @Test
  void areForgottenWithTheirBroker() {
    addresses.take(List.of(ONE, TWO));
    assertThat(addresses.take(List.of(TWO))).containsExactly(B);
  }

  @Test
  void areNotKnownOfOneWhoseNameNeverResolved() {
    assertThat(addresses.take(List.of(new Node(3, "three.test", 9092)))).isEmpty();
  }

  private InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = names.get(host);
    if (found == null) {
      throw new UnknownHostException(host);
    }
    return found;
  }

  private static InetAddress[] array(InetSocketAddress one) {
    return new InetAddress[] {one.getAddress()};
  }

  private static InetSocketAddress at(String literal, int port) {
    return new InetSocketAddress(literal, port);
  }
}
