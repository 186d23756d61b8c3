package dev.baton.lease.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.lease.core.KafkaView;
import dev.baton.lease.core.KafkaView.Verdict;
import dev.baton.lease.core.KeeperStatus;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Incident;
import dev.baton.model.fact.IncidentKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutageLogTest {
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final NodeId C = new NodeId("c");
  private static final KafkaView WELL = view(Verdict.ANSWERS, List.of(), List.of(), List.of());
  private static final KafkaView DOWN =
      view(Verdict.DOWN_FOR_ALL, List.of(), List.of(B, C), List.of());
  private static final KafkaView CUT_OFF = view(Verdict.CUT_OFF, List.of(B), List.of(C), List.of());
  private static final KafkaView UNKNOWN = view(Verdict.UNKNOWN, List.of(), List.of(B), List.of(C));

  private final OutageLog log = new OutageLog(new ClusterId("web"), A);

  private static KafkaView view(
      Verdict verdict, List<NodeId> served, List<NodeId> unserved, List<NodeId> unheard) {
    return new KafkaView(verdict, Duration.ofMillis(200), served, unserved, unheard);
  }

  private Optional<Incident> see(Optional<Epoch> holding, KafkaView view) {
    KeeperStatus status =
        new KeeperStatus(
            Optional.empty(),
            true,
            holding,
            Epoch.NONE,
            false,
            1,
            List.of(A, B, C),
            Optional.empty(),
            false,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.of(view));
    return log.see(status, TimeUnit.MILLISECONDS.toNanos(1_200));
  }

  @Test
  void aHolderHasTheOutageWrittenToTheLogOnceItIsOver() {
    Optional<Epoch> held = Optional.of(new Epoch(4));

    assertThat(see(held, WELL)).isEmpty();
    assertThat(see(held, UNKNOWN)).isEmpty();
    assertThat(see(held, DOWN)).isEmpty();
    assertThat(see(held, WELL))
        .contains(
            new Incident(
                A,
                new Epoch(4),
                IncidentKind.KAFKA_AWAY,
                "Kafka",
                "Kafka is down for all: it does not answer b, c either; it answers again after"
                    + " 200 ms"));
    assertThat(see(held, WELL)).isEmpty();
  }

  @Test
  void whoHoldsNothingWritesNothing() {
    see(Optional.empty(), CUT_OFF);

    assertThat(see(Optional.empty(), WELL)).isEmpty();
  }

  @Test
  void eachAnswerNamesItsEvidence() {
    assertThat(OutageLog.words(WELL)).isEqualTo("Kafka answers");
    assertThat(OutageLog.words(CUT_OFF))
        .isEqualTo(
            "this node is cut off from Kafka, which answered b when that was heard last, and not"
                + " c");
    assertThat(OutageLog.words(UNKNOWN))
        .isEqualTo(
            "Kafka does not answer; whether it is down for all is unknown: nothing was heard of"
                + " c");
  }
}
