package dev.baton.compose.demo;

import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.VipProber;
import dev.baton.compose.service.RealTimeThreads;
import dev.baton.log.EventLog;
import dev.baton.model.Vip;
import dev.baton.scheduling.RealTimeScheduling;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code baton demo}: a whole Baton on this machine, and a tour of faults. */
@Command(
    name = "demo",
    description = {
      "Shows a whole Baton on this machine: a broker, two arbiters, two nodes and a client, each in"
          + " a network namespace of its own, and takes a tour of faults.",
      "Exit status: 0 the tour went through and two hosts never answered at once; 1 it did not;"
          + " 2 something is missing on this machine."
    },
    mixinStandardHelpOptions = true)
public final class DemoVerb implements Callable<Integer> {
  /**
   * Services run for weeks. The tour waits until their warm-up is over, so that it shows them as
   * they usually are.
   */
  private static final Duration RUN_IN = Duration.ofSeconds(20);

  /** A broker takes long to start on a busy machine; the default is 30 s. */
  private static final Duration HOLDOVER = Duration.ofMinutes(2);

  private final PrintStream out = System.out;
  private volatile Optional<TestCluster> playing = Optional.empty();

  @Option(names = "--interactive", description = "Gives you the keys instead of taking the tour.")
  private boolean interactive;

  @Option(
      names = "--keep",
      description = "Keeps the folder with configurations and logs, and says where it is.")
  private boolean keep;

  @Option(
      names = "--scenario",
      paramLabel = "KIND",
      description = {
        "Takes the tour where a cloud moves the VIP, with a stand-in for its API:",
        "aws-route, aws-eip, aws-route53, azure-ilb or gcp-ilb."
      })
  private Optional<String> scenario = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<String> wrong = wrong();
    if (wrong.isPresent()) {
      System.err.println("baton demo: " + wrong.orElseThrow());
      return 2;
    }
    if (!UserNamespace.isRoot() && UserNamespace.isAllowed()) {
      say("not root: playing in a user namespace");
      return UserNamespace.run(DemoMain.class.getName(), arguments());
    }
    List<String> missing = new Prerequisites(out).ensure();
    if (!missing.isEmpty()) {
      System.err.println("The demonstration needs:");
      missing.forEach(line -> System.err.println("  - " + line));
      return 2;
    }
    Path directory = Files.createTempDirectory("baton-demo");
    Thread onInterrupt = new Thread(() -> leave(directory), "demo-leave");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    return play(directory);
  }

  private Optional<String> wrong() {
    if (interactive && scenario.isPresent()) {
      return Optional.of("--interactive: there are no keys for a cloud");
    }
    return scenario
        .filter(kind -> !CloudScenario.KINDS.contains(kind))
        .map(kind -> "--scenario: " + kind + " is none of " + CloudScenario.KINDS);
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("demo"));
    if (interactive) {
      arguments.add("--interactive");
    }
    if (keep) {
      arguments.add("--keep");
    }
    scenario.ifPresent(kind -> arguments.addAll(List.of("--scenario", kind)));
    return arguments;
  }

  private int play(Path directory) throws InterruptedException {
    TestClusterSettings settings =
        scenario
            .map(kind -> TestClusterSettings.of(directory, new CloudScenario(kind)))
            .orElseGet(() -> TestClusterSettings.standard(directory).withHoldover(HOLDOVER));
    RealTimeThreads.useRealTime();
    try (TestCluster cluster = new TestCluster(settings, this::say)) {
      playing = Optional.of(cluster);
      cluster.start();
      cluster.brokers().serveFirst();
      try (VipProber prober = cluster.probe(settings.vips().get(0))) {
        return settings.scenario().isPresent()
            ? inCloud(settings.scenario().orElseThrow(), cluster, prober)
            : onLan(settings, cluster, prober);
      }
    } catch (IllegalStateException e) {
      keep = true;
      System.err.println("The demonstration failed: " + e.getMessage());
      return 1;
    }
  }

  private int onLan(TestClusterSettings settings, TestCluster cluster, VipProber prober)
      throws InterruptedException {
    FaultTour tour = new FaultTour(cluster, prober, out);
    introduce(tour.active(), TestClusterSettings.VIP);
    runIn();
    if (interactive) {
      new Keys(cluster, tour, out).run();
      return 0;
    }
    tour.moves();
    // Before the broker is killed: what it did for the moves, it did as a process that has run in.
    Hop hop = measureHop(cluster);
    tour.stays();
    return new Summary(settings.timings(), hop, tour.steps()).print(out);
  }

  private int inCloud(CloudScenario cloud, TestCluster cluster, VipProber prober)
      throws InterruptedException {
    CloudTour tour = new CloudTour(cluster, prober, out);
    introduce(tour.active(), cloud.vip());
    out.println("$ ip route get " + cloud.vip() + "   # on the client");
    out.println("  " + cluster.client().ip("route", "get", cloud.vip().address()).strip());
    runIn();
    tour.all();
    return new CloudTable(cloud, tour.steps()).print(out);
  }

  private void runIn() throws InterruptedException {
    say("letting the processes run in for " + RUN_IN.toSeconds() + " s");
    TimeUnit.NANOSECONDS.sleep(RUN_IN.toNanos());
  }

  private void introduce(TestNode active, Vip vip) {
    say("ready: the VIP " + vip + " is on node " + active.id());
    out.println();
    out.println("$ ip addr show dev " + Host.INTERFACE + "   # on node " + active.id());
    active
        .host()
        .ip("addr", "show", "dev", Host.INTERFACE)
        .lines()
        .forEach(line -> out.println("  " + line));
  }

  private Hop measureHop(TestCluster cluster) throws InterruptedException {
    say("measuring what a hop through the log costs here");
    EventLog own =
        cluster.client().inside(() -> TestLog.openAside(cluster.kafka(), TestCluster.PATIENCE));
    try {
      return cluster
          .client()
          .inside(
              () -> {
                // Real-time, like the services' threads on which a failover depends.
                RealTimeScheduling.first(Thread.currentThread());
                RealTimeScheduling.settle();
                return Hop.measure(own);
              });
    } finally {
      own.close();
    }
  }

  private void say(String line) {
    out.println("baton demo: " + line);
  }

  /** Runs when the process ends, also on Ctrl-C, together with the hook that deletes the LAN. */
  private void leave(Path directory) {
    if (keep) {
      say("what the processes said is in " + directory);
      return;
    }
    // On Ctrl-C the processes still write to the directory.
    playing.ifPresent(TestCluster::strike);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("left behind: " + directory + " (" + e.getMessage() + ")");
    }
  }
}
