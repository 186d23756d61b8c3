package dev.baton.bench;

import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.Lan;
import dev.baton.compose.netlab.Program;
import dev.baton.compose.netlab.WhereService;
import dev.baton.model.Vip;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Two hosts, c and d, with a service and a {@link BareNode} each. */
final class BareSite implements FailoverStage {
  static final Vip VIP = new Vip("10.20.0.11");

  private static final List<String> NOBODY_FIRST = List.of("-XX:ThreadPriorityPolicy=0");

  private final Path directory;
  private final Host client;
  private final Map<Character, Host> hosts;
  private final Map<Character, Program> services = new TreeMap<>();

  BareSite(Lan lan, Host client, Path directory) {
    this.directory = directory;
    this.client = client;
    this.hosts =
        Map.of(
            'c', lan.addHost("c", List.of("10.20.3.10/16")),
            'd', lan.addHost("d", List.of("10.20.4.10/16")));
    begin('c', 'd', true);
    begin('d', 'c', false);
  }

  private void begin(char name, char other, boolean holds) {
    Host host = host(name);
    Program unused =
        Program.start(
            host,
            BareNode.class.getName(),
            List.of(VIP.address(), host(other).v4().getHostAddress(), Boolean.toString(holds)),
            directory.resolve("bare-" + name + ".log"));
    startService(name);
  }

  private void startService(char name) {
    Path output = directory.resolve("service-" + name + ".log");
    Stages.awaitReady(output, () -> startService(name, output));
  }

  private void startService(char name, Path output) {
    Program service =
        Program.start(
            host(name),
            NOBODY_FIRST,
            WhereService.class.getName(),
            List.of(Character.toString(name), VIP.address()),
            output);
    services.put(name, service);
  }

  @Override
  public void makeReady(char holder) {
    for (char name : hosts.keySet()) {
      if (!service(name).isAlive()) {
        startService(name);
      }
      tell(name, "rest");
    }
    tell(holder, Long.toString(service(holder).pid()));
  }

  @Override
  public void killService(char holder) {
    service(holder).kill9();
  }

  @Override
  public void switchOver(char holder) {
    tell(holder, "release");
  }

  private Host host(char name) {
    return Objects.requireNonNull(hosts.get(name));
  }

  private Program service(char name) {
    return Objects.requireNonNull(services.get(name));
  }

  private void tell(char name, String what) {
    InetSocketAddress to = new InetSocketAddress(host(name).v4(), BareNode.PORT);
    int unused =
        client.inside(
            () -> {
              try (DatagramChannel out = DatagramChannel.open()) {
                return out.send(ByteBuffer.wrap(what.getBytes(StandardCharsets.US_ASCII)), to);
              }
            });
  }

  @Override
  public char other(char holder) {
    return holder == 'c' ? 'd' : 'c';
  }
}
