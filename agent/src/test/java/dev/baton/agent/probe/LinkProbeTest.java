package dev.baton.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinkProbeTest {

  private final Samples samples = new Samples();

  @Test
  void loopbackHasItsCarrier() {
    try (Probe probe = Probes.of(new ProbeSettings.Link(Given.quick(), "lo"))) {
      probe.start(samples);
      assertThat(samples.awaitPassed().detail()).isEqualTo("lo is unknown, carrier");
    }
  }

  @Test
  void failsWhenThereIsNoSuchInterface() {
    try (Probe probe = Probes.of(new ProbeSettings.Link(Given.quick(), "nosuch0"))) {
      probe.start(samples);
      assertThat(samples.awaitFailed().detail()).isEqualTo("there is no interface nosuch0");
    }
  }
}
