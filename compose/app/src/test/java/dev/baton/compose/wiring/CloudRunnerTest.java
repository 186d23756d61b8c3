package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.service.HealthStatus;
import dev.baton.compose.service.HealthStatus.Reason;
import dev.baton.compose.service.Meters;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.runtime.core.BindingStatus;
import dev.baton.runtime.shell.ActuatorReport;
import dev.baton.spi.ActuatorException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudRunnerTest {
  private static final ClusterId WEB = new ClusterId("web");

  private static BindingStatus binding(Optional<OutcomeResult> told, Optional<String> unmakeable) {
    return new BindingStatus(WEB, 0, "aws-route", Optional.of(new Epoch(3)), told, unmakeable);
  }

  private static HealthStatus working(boolean live, BindingStatus... bindings) {
    return CloudRunner.condition(
        new ActuatorReport(
            true, List.of(new ActuatorReport.Share(0, live, List.of(bindings))), Optional.empty()));
  }

  private static List<String> codes(HealthStatus condition) {
    return condition.reasons().stream().map(Reason::code).toList();
  }

  @Test
  void isReadyOnceItHasJoinedBeItWithoutAnyShare() {
    ActuatorReport alone = new ActuatorReport(false, List.of(), Optional.empty());
    ActuatorReport spare = new ActuatorReport(true, List.of(), Optional.empty());

    assertThat(codes(CloudRunner.condition(alone))).containsExactly("joining");
    assertThat(CloudRunner.condition(spare).ready()).isTrue();
  }

  @Test
  void isNotReadyBeforeItHasCaughtUp() {
    assertThat(codes(working(false))).containsExactly("restoring");
    assertThat(working(true).ready()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "PLACED,",
    "REPAIRED,",
    "SUPERSEDED,",
    "REFUSED, binding-refused",
    "NOT_PLACED, not-placed",
    "DRIFTED, drifted"
  })
  void saysWhichBindingIsNotInPlace(OutcomeResult told, String code) {
    assertThat(codes(working(true, binding(Optional.of(told), Optional.empty()))))
        .isEqualTo(Optional.ofNullable(code).stream().toList());
  }

  @Test
  void saysWhyABindingCannotBeMoved() {
    assertThat(working(true, binding(Optional.empty(), Optional.of("no region"))).reasons())
        .containsExactly(
            new Reason("binding-refused", "cluster web, binding aws-route: no region"));
  }

  @Test
  void isDeadWhenAPartitionsWorkFailed() {
    ActuatorReport failed = new ActuatorReport(true, List.of(), Optional.of("partition 0: oops"));

    assertThat(CloudRunner.condition(failed).alive()).isFalse();
  }

  @Test
  void countsCallsRefusalsAndOutcomesAndTimesMoves() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    CloudMetrics metrics = new CloudMetrics("aws", new Meters(meters));
    metrics.called("ec2:ReplaceRoute");
    metrics.refused(
        new ActuatorException(
            ActuatorException.Kind.LOST_RACE, "ec2:ReplaceRoute", "", "somebody"));
    metrics.told(
        WEB,
        new Outcome(
            new Epoch(3),
            new NodeId("a"),
            "aws-route",
            0,
            OutcomeResult.PLACED,
            "",
            List.of(),
            Duration.ofMillis(40),
            1));

    assertThat(
            meters.get("baton.actuator.calls").tag("action", "ec2:ReplaceRoute").counter().count())
        .isEqualTo(1);
    assertThat(meters.get("baton.actuator.refusals").tag("kind", "lost-race").counter().count())
        .isEqualTo(1);
    assertThat(meters.get("baton.actuator.outcomes").tag("result", "placed").counter().count())
        .isEqualTo(1);
    assertThat(
            meters
                .get("baton.actuator.move")
                .tags("actuator", "aws", "cluster", "web", "binding", "aws-route")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(40);
  }
}
