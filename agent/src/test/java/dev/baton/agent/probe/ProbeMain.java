package dev.baton.agent.probe;

import java.io.IOException;
import java.util.List;

/**
 * Prints the samples of an interface probe and a gateway probe, until its input ends: to be run
 * inside a network namespace.
 */
final class ProbeMain {

  private ProbeMain() {}

  /** Watches the interface by its two names, named first, and pings the address named last. */
  public static void main(String[] arguments) throws IOException {
    List<Probe> probes =
        List.of(
            Probes.of(new ProbeSettings.Link(Given.quick(), arguments[0])),
            Probes.of(new ProbeSettings.Link(Given.quick(), arguments[1])),
            Probes.of(
                new ProbeSettings.Gateway(
                    Given.timeout(300), new GatewayTarget.DefaultRoute(GatewayTarget.Family.IPV4))),
            Probes.of(
                new ProbeSettings.Gateway(
                    Given.timeout(300), new GatewayTarget.Address(arguments[2]))));
    List<String> names = List.of("link", "other", "route", "address");
    for (int i = 0; i < probes.size(); i++) {
      String name = names.get(i);
      probes.get(i).start((probe, sample) -> print(name, sample.passed(), sample.detail()));
    }
    int last = System.in.read();
    probes.forEach(Probe::close);
    System.exit(last < 0 ? 0 : 1);
  }

  private static synchronized void print(String name, boolean passed, String detail) {
    System.out.println(name + (passed ? " passed " : " failed ") + detail);
  }
}
