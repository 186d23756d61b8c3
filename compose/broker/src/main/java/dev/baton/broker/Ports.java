package dev.baton.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The two free ports of a broker.
 *
 * <p>The broker needs the ports in its configuration before it binds them. Another program could
 * take one in between. The start then fails with the system's message.
 *
 * @param clients the port for clients
 * @param controller the controller's address, {@code host:port}; only the broker itself uses it,
 *     unless it is one of several
 */
record Ports(int clients, String controller) {
  private static final String BY_ITSELF = "127.0.0.1:0";

  /**
   * Finds the ports, and binds both for a moment.
   *
   * @throws BrokerStartException when a wanted port is in use or the host is not an address of this
   *     machine
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
