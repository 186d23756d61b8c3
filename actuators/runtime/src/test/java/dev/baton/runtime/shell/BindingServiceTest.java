package dev.baton.runtime.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.runtime.core.DriverSettings;
import dev.baton.runtime.core.Report;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Assignment;
import dev.baton.spi.CallLimit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BindingServiceTest {
  private static final DriverSettings BRISK =
      new DriverSettings(
          Duration.ofSeconds(30),
          Duration.ofMillis(1),
          Duration.ofMillis(10),
          List.of(),
          Duration.ofMillis(5));

  private final Signpost sign = new Signpost();
  private final List<Report> reports = new CopyOnWriteArrayList<>();
  private final BindingService service =
      new BindingService(
          sign,
          BRISK,
          new Rate(List.of(new CallLimit(".*", false, 100_000, 4_000, "")), 1, System::nanoTime),
          new BindingService.Context(System::nanoTime, () -> 0.5, reports::add));

  @AfterEach
  void close() {
    sign.letGo();
    service.close();
    assertThat(sign.isClosed()).isTrue();
  }

  @Test
  void movesAndReportsTheOutcome() {
    service.start();
    service.assign(to("b", 1));

    await().until(() -> kinds().equals(List.of(OutcomeResult.PLACED)));
    assertThat(sign.pointsTo()).isEqualTo("b");
    assertThat(reports.get(0).evidence()).containsExactly("points to b");
  }

  @Test
  void triesAgainWhateverMayPassAndWhateverWasUnforeseen() {
    sign.failOnce(
        new ActuatorException(ActuatorException.Kind.THROTTLED, Signpost.TURN, "Slow", "too many"));
    sign.failOnce(new IllegalStateException("nobody thought of this"));
    service.start();
    service.assign(to("b", 1));

    await().until(() -> kinds().equals(List.of(OutcomeResult.PLACED)));
    assertThat(reports.get(0).tries()).isEqualTo(3);
  }

  @Test
  void aCommandThatIsReadDuringACallFencesTheWriteThatWouldFollow() throws InterruptedException {
    sign.hold();
    service.start();
    service.assign(to("b", 1));
    assertThat(sign.reached().await(2, TimeUnit.MINUTES)).isTrue();

    service.assign(to("a", 2));
    sign.letGo();

    await().until(() -> kinds().equals(List.of(OutcomeResult.SUPERSEDED, OutcomeResult.PLACED)));
    assertThat(sign.pointsTo()).isEqualTo("a");
    assertThat(sign.turns()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = "NOWHERE", mode = EnumSource.Mode.EXCLUDE)
  void aNewerCommandIsNotKeptWaitingByAPassThatHangs(Signpost.Hang where)
      throws InterruptedException {
    sign.hangOnce(where);
    service.start();
    service.assign(to("b", 1));
    assertThat(sign.reached().await(2, TimeUnit.MINUTES)).isTrue();

    service.assign(to("a", 2));

    await().until(() -> kinds().equals(List.of(OutcomeResult.SUPERSEDED, OutcomeResult.PLACED)));
    assertThat(sign.pointsTo()).isEqualTo("a");
  }

  /** What a pass that was left comes to is nobody's outcome; what it did is put right. */
  @Test
  void putsRightWhatAWriteDoesThatWasLeft() throws InterruptedException {
    sign.hangOnce(Signpost.Hang.IN_THE_WRITE);
    service.start();
    service.assign(to("b", 1));
    assertThat(sign.reached().await(2, TimeUnit.MINUTES)).isTrue();
    service.assign(to("a", 2));
    await().until(() -> kinds().contains(OutcomeResult.PLACED));

    sign.letGo();

    await().until(() -> kinds().contains(OutcomeResult.REPAIRED));
    assertThat(kinds())
        .containsExactly(
            OutcomeResult.SUPERSEDED,
            OutcomeResult.PLACED,
            OutcomeResult.DRIFTED,
            OutcomeResult.REPAIRED);
    assertThat(sign.pointsTo()).isEqualTo("a");
  }

  @Test
  void putsADriftRight() {
    service.start();
    service.assign(to("b", 1));
    await().until(() -> kinds().contains(OutcomeResult.PLACED));

    sign.turn("somewhere");

    await()
        .until(
            () ->
                kinds()
                    .equals(
                        List.of(
                            OutcomeResult.PLACED, OutcomeResult.DRIFTED, OutcomeResult.REPAIRED)));
    assertThat(sign.pointsTo()).isEqualTo("b");
  }

  @Test
  void endsAlsoWhileACallIsUnderWay() throws InterruptedException {
    sign.hold();
    service.start();
    service.assign(to("b", 1));
    assertThat(sign.reached().await(2, TimeUnit.MINUTES)).isTrue();

    service.close();

    assertThat(sign.turns()).isZero();
    assertThat(reports).isEmpty();
  }

  private List<OutcomeResult> kinds() {
    return reports.stream().map(Report::result).toList();
  }

  private static Assignment to(String node, long epoch) {
    return new Assignment(
        new ClusterId("db"), new Epoch(epoch), new NodeId(node), List.of(new Vip("10.20.0.10")));
  }
}
