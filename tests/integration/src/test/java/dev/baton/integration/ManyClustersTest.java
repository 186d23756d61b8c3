package dev.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.spi.ActuatorFactory;
import dev.baton.spi.CallLimit;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Forty clusters that fail over at once, over each cloud's own SDK and HTTP, to a stand-in that
 * throttles what is beyond the cloud's published limits. With {@code -Dclusters.compare=true} it is
 * told beside how long it took by the ten calls a second that were once the rate for everything.
 * {@code -Dclusters.rest=1000 -Dclusters.looks=8} looks at more of them for some minutes.
 */
@Isolated("calls that are held back by load arrive too close together")
class ManyClustersTest {
  private static final int CLUSTERS = 40;
  private static final int AT_REST = Integer.getInteger("clusters.rest", 200);
  private static final int LOOKS = Integer.getInteger("clusters.looks", 2);
  private static final List<CallLimit> ONCE = List.of(new CallLimit(".*", false, 10, 50, ""));

  @ParameterizedTest
  @ValueSource(strings = {"aws-route", "aws-eip", "aws-route53", "azure-ilb", "gcp-ilb"})
  void moveAtOnceWithoutPassingALimit(String kind) throws Exception {
    ActuatorFactory factory = factory(kind);
    if (Boolean.getBoolean("clusters.compare")) {
      run(kind, factory, ONCE);
    }
    int throttled = run(kind, factory, factory.limits());

    assertThat(throttled).isZero();
  }

  /** The first look at each comes at once, the second a second later, and so on. */
  @ParameterizedTest
  @ValueSource(strings = {"aws-route", "aws-eip", "aws-route53"})
  void restWithFarFewerCallsThanLooks(String kind) throws Exception {
    ActuatorFactory factory = factory(kind);
    try (ManyClusters clusters =
        new ManyClusters(ManyBindings.of(kind, AT_REST), factory, factory.limits())) {
      clusters.rest("a", 2);

      await().atMost(Duration.ofMinutes(10)).until(() -> clusters.looks() >= LOOKS * AT_REST);
      System.out.printf(
          "%s: %d looks at %d clusters with %d calls, %d throttled%n",
          kind, clusters.looks(), AT_REST, clusters.calls(), clusters.throttled());
      assertThat(clusters.calls()).isLessThan(clusters.looks() / 4);
      assertThat(clusters.throttled()).isZero();
    }
  }

  private static int run(String kind, ActuatorFactory factory, List<CallLimit> limits)
      throws Exception {
    try (ManyClusters clusters =
        new ManyClusters(ManyBindings.of(kind, CLUSTERS), factory, limits)) {
      assertThat(clusters.move("b", 2)).as("all are placed").isTrue();
      System.out.printf(
          "%s: %d clusters placed after %d ms with %d calls, %d throttled%n",
          kind, CLUSTERS, clusters.lastTook(), clusters.calls(), clusters.throttled());
      return clusters.throttled();
    }
  }

  private static ActuatorFactory factory(String kind) {
    return ServiceLoader.load(ActuatorFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(factory -> factory.kinds().contains(kind))
        .findFirst()
        .orElseThrow();
  }
}
