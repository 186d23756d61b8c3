package dev.baton.log.kafka;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Node;

/**
 * The addresses of the brokers. A broker that is down, or whose name does not resolve at present,
 * keeps the addresses that it had. Otherwise a node could take one of them for a VIP because a name
 * server was away for a moment. Not thread-safe.
 */
final class BrokerAddresses {

  /** Finds the addresses of a host. */
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final Resolver resolver;
  private final Map<Integer, Set<InetSocketAddress>> known = new HashMap<>();

  BrokerAddresses(Resolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Takes the present list of brokers, and returns the addresses at which they listen. Forgets a
   * broker that is not in the list. May ask a name server.
   *
   * @param brokers one that is down has no host
   */
  Set<InetSocketAddress> take(Collection<Node> brokers) {
    known.keySet().retainAll(brokers.stream().map(Node::id).collect(Collectors.toSet()));
    brokers.stream().filter(broker -> !broker.host().isEmpty()).distinct().forEach(this::resolve);
    return known.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }

  private void resolve(Node broker) {
    try {
      known.put(
          broker.id(),
          Arrays.stream(resolver.resolve(broker.host()))
              .map(address -> new InetSocketAddress(address, broker.port()))
              .collect(Collectors.toUnmodifiableSet()));
    } catch (UnknownHostException e) {
      // It keeps what it had. Kafka's client reports that it cannot connect.
    }
  }
}
