package dev.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.spi.ActuatorFactory;
import dev.baton.spi.CallLimit;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Forty clusters that fail over at once, over each cloud's own SDK and HTTP, to a stand-in that
 * throttles what is beyond the cloud's published limits. With {@code -Dclusters.compare=true} it is
 * told beside how long it took by the ten calls a second that were once the rate for everything.
 */
class ManyClustersTest {
  private static final int CLUSTERS = 40;
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
