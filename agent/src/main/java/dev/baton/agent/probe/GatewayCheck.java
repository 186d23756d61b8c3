package dev.baton.agent.probe;

import dev.baton.agent.core.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Sends one ICMP echo and waits for the answer. */
final class GatewayCheck implements Check {

  private final GatewayTarget target;
  private final Echo echo;

  GatewayCheck(ProbeSettings.Gateway settings) {
    this.target = settings.target();
    this.echo = Echo.available();
  }

  @Override
  public Sample look(Duration timeout) throws IOException, InterruptedException {
    Optional<InetAddress> gateway =
        target.match(
            new GatewayTarget.Cases<Optional<InetAddress>>() {
              @Override
              public Optional<InetAddress> defaultRoute(GatewayTarget.DefaultRoute route) {
                return route(route.family());
              }

              @Override
              public Optional<InetAddress> address(GatewayTarget.Address address) {
                return literal(address.literal());
              }
            });
    return gateway.isEmpty()
        ? Sample.failed("there is no default route with a gateway")
        : echo.ask(gateway.orElseThrow(), timeout);
  }

  /** Does nothing: both ways of sending end at the timeout by themselves. */
  @Override
  public void giveUp() {}

  private static Optional<InetAddress> route(GatewayTarget.Family family) {
    try {
      return switch (family) {
        case IPV4 -> DefaultRoutes.ipv4(Files.readAllLines(Path.of("/proc/net/route")));
        case IPV6 -> DefaultRoutes.ipv6(Files.readAllLines(Path.of("/proc/net/ipv6_route")));
      };
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the routes", e);
    }
  }

  private static Optional<InetAddress> literal(String literal) {
    try {
      return Optional.of(InetAddress.getByName(literal));
    } catch (IOException e) {
      throw new UncheckedIOException("address " + literal, e);
    }
  }
}
