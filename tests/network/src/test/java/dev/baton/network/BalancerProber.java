package dev.baton.network;

import dev.baton.compose.netlab.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Plays the load balancer: asks every node all the time whether it is active, each on a thread of
 * its own, so that one that is silent does not slow the others' questions down.
 */
final class BalancerProber implements AutoCloseable {
  private static final long PAUSE_MS = 5;

  private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<CompletableFuture<Boolean>> loops = new ArrayList<>();

  /**
   * A question and what became of it.
   *
   * @param node who was asked
   * @param asked when, before the connection was begun; {@link System#nanoTime}
   * @param told when the outcome was known
   * @param outcome what it was
   */
  record Sample(String node, long asked, long told, HttpProbe.Outcome outcome) {
    boolean isYes() {
      return outcome == HttpProbe.Outcome.YES;
    }
  }

  private BalancerProber() {}

  /** Begins to ask from that host. */
  static BalancerProber start(Host from, Map<String, InetAddress> nodes, int port) {
    BalancerProber prober = new BalancerProber();
    nodes.forEach(
        (name, address) ->
            prober.loops.add(
                from.start("balancer asks " + name, () -> prober.run(name, address, port))));
    return prober;
  }

  /** What was found by questions that were asked since then, in the order in which it was told. */
  List<Sample> since(long nanos) {
    return samples.stream().filter(sample -> sample.asked() - nanos >= 0).toList();
  }

  /** Whether that node has said yes to a question that was asked since then. */
  boolean saidYes(String node, long nanos) {
    return since(nanos).stream().anyMatch(each -> each.node().equals(node) && each.isYes());
  }

  @Override
  public void close() {
    closing.countDown();
    loops.forEach(loop -> loop.orTimeout(2, TimeUnit.MINUTES).join());
  }

  private Boolean run(String node, InetAddress address, int port)
      throws IOException, InterruptedException {
    while (!closing.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
      long asked = System.nanoTime();
      HttpProbe.Outcome outcome = HttpProbe.ask(address, port);
      samples.add(new Sample(node, asked, System.nanoTime(), outcome));
    }
    return true;
  }
}
