package dev.baton.lease.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ObservedGateTest {
  private static final Duration LEASE = Duration.ofMillis(500);

  private final Kernel kernel = new Kernel();
  private final ObservedGate gate = new ObservedGate(kernel, () -> kernel.now);

  @Test
  void isOpenOnlyWhenHeldArmedAndAcknowledged() {
    gate.arm(0, LEASE);
    assertThat(gate.isOpenNow()).isFalse();
    gate.acknowledge(0);
    assertThat(gate.isOpenNow()).isFalse();

    gate.open(1, "s1");

    assertThat(gate.isOpenNow()).isTrue();
    assertThat(kernel.calls).containsExactly("arm 0", "acknowledge 0", "open 1");
  }

  @Test
  void endsWithTheLeaseThoughNobodyShutsIt() {
    openFor(LEASE);

    kernel.now += LEASE.toNanos() - 1;
    assertThat(gate.isOpenNow()).isTrue();
    kernel.now += 1;

    assertThat(gate.isOpenNow()).isFalse();
  }

  @Test
  void countsTheLeaseFromBeforeTheKernelWasAsked() {
    kernel.armingTakes = LEASE.toNanos();
    openFor(LEASE);

    assertThat(gate.isOpenNow()).isFalse();
  }

  @Test
  void staysOpenByTheOtherSlotWhileOneIsArmedAnew() {
    openFor(LEASE);
    kernel.now += 100_000_000;
    gate.arm(1, LEASE);
    gate.acknowledge(1);

    gate.arm(0, LEASE);
    kernel.now += LEASE.toNanos() - 1;

    assertThat(gate.isOpenNow()).isTrue();
    kernel.now += 1;
    assertThat(gate.isOpenNow()).isFalse();
  }

  @Test
  void armingForgetsThatTheSlotWasAcknowledged() {
    openFor(LEASE);

    gate.arm(0, LEASE);

    assertThat(gate.isOpenNow()).isFalse();
  }

  @Test
  void anAcknowledgementWithoutACountdownOpensNothing() {
    gate.open(1, "s1");

    gate.acknowledge(0);

    assertThat(gate.isOpenNow()).isFalse();
  }

  @Test
  void isShutForObserversBeforeTheKernelIsAskedTo() {
    openFor(LEASE);
    kernel.refuses = true;

    assertThatThrownBy(gate::shut).isInstanceOf(GateException.class);

    assertThat(gate.isOpenNow()).isFalse();
  }

  @Test
  void staysShutForObserversWhenTheKernelDoesNotOpen() {
    gate.arm(0, LEASE);
    gate.acknowledge(0);
    kernel.refuses = true;

    assertThatThrownBy(() -> gate.open(1, "s1")).isInstanceOf(GateException.class);

    assertThat(gate.isOpenNow()).isFalse();
  }

  @Test
  void guardingAnewAndClosingForgetEverything() {
    openFor(LEASE);
    gate.guard(List.of());
    gate.open(2, "s1");
    assertThat(gate.isOpenNow()).isFalse();

    openFor(LEASE);
    gate.close();

    assertThat(gate.isOpenNow()).isFalse();
  }

  @Test
  void isTheKernelsGateInEverythingElse() {
    assertThat(gate.describe()).isEqualTo("scripted");
    assertThat(gate.minimumLease()).isEqualTo(Duration.ofMillis(20));
    assertThat(gate.placesAddresses()).isFalse();
    assertThat(gate.isOpen()).isTrue();
    assertThat(gate.guarded()).isEmpty();
    assertThat(gate.guardedPorts()).containsExactly(5432);
    assertThat(gate.objections(gate.guardedPorts())).isEqualTo(Map.of(5432, "refused"));
  }

  private void openFor(Duration lease) {
    gate.arm(0, lease);
    gate.acknowledge(0);
    gate.open(1, "s1");
  }

  /** Takes down what it is asked to do; may refuse, and may take its time. */
  private static final class Kernel implements KernelGate {
    private final List<String> calls = new ArrayList<>();
    private long now = Long.MAX_VALUE - 100;
    private long armingTakes;
    private boolean refuses;

    private void note(String call) {
      if (refuses) {
        throw new GateException("refused: " + call);
      }
      calls.add(call);
    }

    @Override
    public List<InetAddress> guarded() {
      return List.of();
    }

    @Override
    public SortedSet<Integer> guardedPorts() {
      return new TreeSet<>(Set.of(5432));
    }

    @Override
    public void guard(List<InetAddress> vips, SortedSet<Integer> ports) {
      note("guard" + (ports.isEmpty() ? "" : " " + ports));
    }

    @Override
    public Optional<String> objection(InetAddress vip) {
      return Optional.empty();
    }

    @Override
    public SortedMap<Integer, String> objections(SortedSet<Integer> ports) {
      return new TreeMap<>(Map.of(ports.first(), "refused"));
    }

    @Override
    public void dismantle() {
      note("dismantle");
    }

    @Override
    public void arm(int slot, Duration lease) {
      now += armingTakes;
      note("arm " + slot);
    }

    @Override
    public void acknowledge(int slot) {
      note("acknowledge " + slot);
    }

    @Override
    public void open(long epoch, String session) {
      note("open " + epoch);
    }

    @Override
    public void shut() {
      note("shut");
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public String describe() {
      return "scripted";
    }

    @Override
    public Duration minimumLease() {
      return Duration.ofMillis(20);
    }

    @Override
    public boolean placesAddresses() {
      return false;
    }

    @Override
    public void close() {
      note("close");
    }
  }
}
