package dev.baton.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The two ports of a broker, seen to be free.
 *
 * <p>The broker must be told its ports before it binds them, so between this look and its own
 * binding another program could take one; then its start fails with the system's own message.
 *
 * @param clients where clients connect
 * @param controller where the broker is reached as a controller, {@code host:port}: by itself
 *     alone, unless it is one of several
 */
record Ports(int clients, String controller) {
  private static final String BY_ITSELF = "127.0.0.1:0";

  /**
   * Binds both ports for a moment.
   *
   * @throws BrokerStartException when a wanted port is taken or the host is not ours
   */
  static Ports find(EmbeddedBrokerSettings settings) {
    String wanted = settings.quorum().map(BrokerQuorum::controller).orElse(BY_ITSELF);
    String host = Address.hostOf(wanted);
    try (ServerSocket clients = bind(settings.listenHost(), settings.port());
        ServerSocket controller = bind(host, Address.portOf(wanted))) {
      return new Ports(clients.getLocalPort(), Address.of(host, controller.getLocalPort()));
    } catch (IOException e) {
      throw new BrokerStartException("A port could not be given back: " + e.getMessage(), e);
    }
  }

  private static ServerSocket bind(String host, int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return socket;
    } catch (IOException e) {
      throw new BrokerStartException(
          "The broker cannot listen on %s:%d (%s). Choose another port, or stop what uses this one."
              .formatted(host, port, e.getMessage()),
          e);
    }
  }
}
