package dev.baton.integration;

import dev.baton.cloudstubs.StubLatency;
import dev.baton.cloudstubs.TlsFront;
import dev.baton.cloudstubs.TlsIdentity;
import dev.baton.cloudstubs.scenario.CloudStub;
import dev.baton.cloudstubs.scenario.StubNodes;
import dev.baton.cloudstubs.scenario.StubScenarios;
import dev.baton.compose.actuators.ActuatorRegistry;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.spi.Actuator;
import dev.baton.spi.Assignment;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import dev.baton.testkit.PatientAttempt;
import dev.baton.testkit.SampleCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What runs in a process of its own: for each kind of binding a move, a look, a rest in which
 * nobody calls, and another move, all over TLS. Prints a line for each ({@link Moved}).
 */
final class RestedMoves {
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final List<String> VIPS = List.of("10.20.0.10");

  private RestedMoves() {}

  /**
   * What became of the move after the rest.
   *
   * @param kind of binding
   * @param before how many connections had been accepted before it
   * @param opened how many it opened up to its first write; further ones that it makes side by side
   *     are not counted
   * @param write on which connection its first write came, counted from 1
   * @param millis from its begin until its first write arrived
   */
  record Moved(String kind, int before, int opened, int write, long millis) {
    /** Reads it from the line that it was printed in. */
    static Moved parse(String line) {
      String[] fields = line.split(" ", -1);
      return new Moved(
          fields[0],
          Integer.parseInt(fields[1]),
          Integer.parseInt(fields[2]),
          Integer.parseInt(fields[3]),
          Long.parseLong(fields[4]));
    }

    String line() {
      return "%s %d %d %d %d".formatted(kind, before, opened, write, millis);
    }

    boolean isWarm() {
      return opened == 0 && write <= before;
    }
  }

  /** Takes the key store, the rest in ms, and how long a line to the cloud is, one way, in ms. */
  public static void main(String... arguments) {
    TlsIdentity identity = new TlsIdentity(Path.of(arguments[0]));
    Duration rest = Duration.ofMillis(Long.parseLong(arguments[1]));
    Duration way = Duration.ofMillis(Long.parseLong(arguments[2]));
    ScheduledExecutorService threads =
        Executors.newScheduledThreadPool(2 * StubScenarios.KINDS.size());
    // As a service opens it: what it sets for all clients is what is tried here.
    try (ActuatorRegistry registry = ActuatorRegistry.open("")) {
      List<CompletableFuture<Moved>> moves = new ArrayList<>();
      for (String kind : StubScenarios.KINDS) {
        moves.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try (Stage stage = new Stage(kind, identity, way, registry)) {
                    return stage.play(rest, threads);
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                },
                threads));
      }
      moves.stream()
          .map(move -> move.orTimeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS).join())
          .forEach(moved -> System.out.println(moved.line()));
      System.exit(0);
    } catch (RuntimeException e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  /** A cloud behind TLS at the end of a line, and an actuator. */
  private static final class Stage implements AutoCloseable {
    private final String kind;
    private final CloudStub cloudStub;
    private final TlsFront front;
    private final LongLine line;
    private final Actuator actuator;
    private final Set<String> writes = new ConcurrentSkipListSet<>();

    Stage(String kind, TlsIdentity identity, Duration way, ActuatorRegistry registry)
        throws IOException {
      this.kind = kind;
      cloudStub =
          new CloudStub(
              kind,
              new StubNodes(
                  new TreeMap<>(Map.of("a", "10.20.1.10", "b", "10.20.2.10")),
                  VIPS,
                  StubLatency.PROMPT),
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SortedMap<String, String> settings = cloudStub.settings();
      front = TlsFront.start(identity, URI.create(settings.get("endpoint")));
      line = LongLine.to(front.uri(), way);
      settings.put("endpoint", line.uri().toString());
      Binding binding = new Binding(kind, settings);
      actuator =
          registry
              .factory(kind)
              .orElseThrow()
              .create(SampleCluster.of(List.of("a", "b"), VIPS, binding), binding);
    }

    Moved play(Duration rest, ScheduledExecutorService threads) {
      move("b", 2);
      Verification seen = actuator.verify(to("b", 2), new Pass(writes));
      if (seen.where() != Verification.Where.HERE) {
        throw new IllegalStateException(kind + " is not moved: " + seen);
      }
      return CompletableFuture.supplyAsync(
              this::again,
              CompletableFuture.delayedExecutor(rest.toMillis(), TimeUnit.MILLISECONDS, threads))
          .orTimeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    }

    private Moved again() {
      int before = front.connections();
      int made = front.arrivals().size();
      long began = System.nanoTime();
      move("a", 3);
      List<String> actions = cloudStub.troubles().calls();
      int write = made;
      while (!writes.contains(actions.get(write))) {
        write++;
      }
      List<TlsFront.Arrival> arrivals = front.arrivals().subList(made, write + 1);
      TlsFront.Arrival first = arrivals.get(arrivals.size() - 1);
      long opened =
          arrivals.stream()
              .map(TlsFront.Arrival::connection)
              .filter(connection -> connection > before)
              .distinct()
              .count();
      return new Moved(
          kind,
          before,
          Math.toIntExact(opened),
          first.connection(),
          TimeUnit.NANOSECONDS.toMillis(first.nanos() - began));
    }

    private void move(String node, long epoch) {
      Receipt unused = actuator.apply(to(node, epoch), new Pass(writes));
      if (front.arrivals().size() != cloudStub.troubles().calls().size()
          || !cloudStub.truth().equals(Optional.of(node))) {
        throw new IllegalStateException(kind + " is not moved: " + cloudStub.truth());
      }
    }

    private static Assignment to(String node, long epoch) {
      return new Assignment(
          new ClusterId("web"),
          new Epoch(epoch),
          new NodeId(node),
          VIPS.stream().map(Vip::new).toList());
    }

    @Override
    public void close() {
      actuator.close();
      line.close();
      front.close();
      cloudStub.close();
    }
  }

  /** A pass that nobody disturbs; keeps which calls write. */
  private record Pass(Set<String> writes) implements PatientAttempt {
    private static final Duration CALL = Duration.ofMinutes(1);

    @Override
    public void read(String action) {
      // As many as it wants.
    }

    @Override
    public void write(String action) {
      writes.add(action);
    }

    @Override
    public Duration timeLeft() {
      return CALL;
    }

    @Override
    public void did(String subject, String what) {
      // What was done is read in the stand-in.
    }
  }
}
