package dev.baton.lease.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Vip;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A gate that shuts says for which epoch and why: its log line is all that a standby leaves. */
final class ShutCauseTest {

  static Stream<Arguments> causes() {
    return Stream.of(
        cause("told to let go", script -> script.release(3, 1, "s1")),
        cause("its service is dead", ShutCauseTest::serviceDies),
        cause("no keepalive was acknowledged within the lease", script -> script.clock(600)),
        cause("its session was counted out", script -> script.dead(3, "s1")),
        cause("epoch 2 is assigned to another session", script -> script.assign(3, 2, "b1")),
        cause("no such device", script -> script.failed(3, 1)),
        cause("stopped", KeeperScript::leave),
        cause("the VIPs are guarded anew", script -> script.define(3, 2, new Vip("10.20.0.11"))));
  }

  private static void serviceDies(KeeperScript script) {
    script.next(3, 2, 1, "b1");
    script.serviceDown(4);
  }

  private static Arguments cause(String words, Consumer<KeeperScript> deed) {
    return Arguments.of(words, deed);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("causes")
  void saysWhichEpochIsShutAndWhy(String cause, Consumer<KeeperScript> deed) {
    KeeperScript script = KeeperScript.holder();

    deed.accept(script);

    assertThat(script.lastShut()).isEqualTo("1: " + cause);
  }
}
