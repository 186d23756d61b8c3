package dev.baton.network;

import dev.baton.arp.ArpActuator;
import dev.baton.arp.ArpSettings;
import dev.baton.compose.netlab.Host;
import dev.baton.lease.shell.KeeperService;
import dev.baton.lease.shell.MemberLink;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.Vip;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.GatePorts;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A process that keeps cluster "db" with a gate port, and holds it until something happens to it.
 * On SIGTERM it lets go and leaves. Arguments: the folder of its files, the port, a file to make
 * once it holds.
 */
final class GateKeeper {
  private static final ClusterId CLUSTER = new ClusterId("db");
  private static final NodeId NODE = new NodeId("a");

  private GateKeeper() {}

  /** Holds until it is told to end. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    InMemoryEventLog log = new InMemoryEventLog(1);
    write(log, 0, new Command.Define(definition(arguments[1])));
    ArpSettings settings =
        new ArpSettings(
            CLUSTER,
            NODE,
            Host.INTERFACE,
            true,
            directory.resolve("run"),
            directory.resolve("state"),
            Duration.ofMinutes(1),
            Set.of());
    KeeperService service = ArpActuator.open(settings, log, MemberLink.NONE);
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    service.start();
    Awaitility.await().until(() -> log.facts(0, Fact.Keepalive.class).findFirst().isPresent());
    SessionId session = log.facts(0, Fact.Keepalive.class).findFirst().orElseThrow().session();
    write(
        log, 1, new Command.Assign(new Epoch(1), NODE, session, Command.Ending.FIRST, Epoch.NONE));
    Awaitility.await().until(() -> log.facts(0, Fact.Acquired.class).findFirst().isPresent());
    Files.createFile(Path.of(arguments[2]));
    boolean unused = new CountDownLatch(1).await(10, TimeUnit.MINUTES);
  }

  private static void write(InMemoryEventLog log, long source, Command command) {
    log.write(
            0,
            new CommandRecord(
                Optional.of(CLUSTER), new Source(0, new Position(source), 0), command))
        .toCompletableFuture()
        .orTimeout(2, TimeUnit.MINUTES)
        .join();
  }

  private static ClusterDefinition definition(String port) {
    return new ClusterDefinition(
        CLUSTER,
        1,
        List.of(new Member(NODE, 100)),
        List.of(new Vip("10.77.0.100")),
        List.of(new Binding("aws-eip", new TreeMap<>(Map.of(GatePorts.KEY, port)))),
        new Timings(
            Duration.ofSeconds(4),
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            1000,
            Duration.ofMillis(15)),
        FailoverPolicy.DEFAULT,
        HookPlan.NONE);
  }
}
