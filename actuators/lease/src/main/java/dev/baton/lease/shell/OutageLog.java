package dev.baton.lease.shell;

import dev.baton.holdover.Ground;
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
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at each change whether Kafka answers, and for whom it does not. A holder also has it written
 * to the log once Kafka is back.
 */
public final class OutageLog {
  private static final Logger LOG = LoggerFactory.getLogger(KeeperService.class);

  private final ClusterId cluster;
  private final NodeId node;
  private Optional<Ground> outlasts = Optional.empty();
  private long awaySince;
  private KafkaView before =
      new KafkaView(Verdict.ANSWERS, Duration.ZERO, List.of(), List.of(), List.of());

  OutageLog(ClusterId cluster, NodeId node) {
    this.cluster = cluster;
    this.node = node;
  }

  /**
   * Takes what the keeper is doing now.
   *
   * @param now monotonic nanoseconds
   * @return what is to be written to the log, if an outage is over that a holder went through
   */
  Optional<Incident> see(KeeperStatus status, long now) {
    sayWhetherItOutlasts(status);
    return status.kafka().flatMap(view -> see(status, view, now));
  }

  private Optional<Incident> see(KeeperStatus status, KafkaView view, long now) {
    if (view.verdict() == before.verdict()) {
      return Optional.empty();
    }
    boolean back = view.verdict() == Verdict.ANSWERS;
    if (!back) {
      awaySince = now - view.silence().toNanos();
    }
    String over =
        words(before)
            + "; it answers again after "
            + TimeUnit.NANOSECONDS.toMillis(now - awaySince)
            + " ms";
    LOG.atWarn().addKeyValue("cluster", cluster).log(back ? over : words(view) + silence(view));
    before = view;
    return status
        .holding()
        .filter(epoch -> back)
        .map(epoch -> new Incident(node, epoch, IncidentKind.KAFKA_AWAY, "Kafka", over));
  }

  /** Returns how long it has been so, to stand after {@link #words}; empty while Kafka answers. */
  public static String silence(KafkaView view) {
    return view.verdict() == Verdict.ANSWERS
        ? ""
        : "; no keepalive was acknowledged for " + view.silence().toMillis() + " ms";
  }

  private void sayWhetherItOutlasts(KeeperStatus now) {
    if (now.outlasts().equals(outlasts)) {
      return;
    }
    outlasts = now.outlasts();
    LOG.atWarn()
        .addKeyValue("cluster", cluster)
        .addKeyValue("epoch", now.holding().map(Epoch::toString).orElse("none"))
        .log(
            outlasts
                .map(ground -> "Kafka does not answer; the VIPs stay: " + words(ground))
                .orElse("the VIPs stay by the lease, or are let go of"));
  }

  /** Returns on what a holder holds, for people. */
  public static String ground(KeeperStatus holder) {
    return holder
        .outlasts()
        .map(ground -> "without a lease: " + words(ground))
        .orElse("by its lease");
  }

  private static String words(Ground ground) {
    return switch (ground) {
      case PROMISES -> "the other members have promised not to take over";
      case ALONE -> "no other member can take over before the holdover is over";
      case SILENCE -> "the other members are silent, and without-promises says to keep them";
    };
  }

  /** Returns the same for people, with its evidence. */
  public static String words(KafkaView view) {
    return switch (view.verdict()) {
      case ANSWERS -> "Kafka answers";
      case DOWN_FOR_ALL ->
          "Kafka is down for all: it does not answer " + names(view.unserved()) + " either";
      case CUT_OFF ->
          "this node is cut off from Kafka, which answered "
              + names(view.served())
              + " when that was heard last"
              + (view.unserved().isEmpty() ? "" : ", and not " + names(view.unserved()));
      case UNKNOWN ->
          "Kafka does not answer; whether it is down for all is unknown"
              + (view.unheard().isEmpty() ? "" : ": nothing was heard of " + names(view.unheard()));
    };
  }

  private static String names(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::value).collect(Collectors.joining(", "));
  }
}
