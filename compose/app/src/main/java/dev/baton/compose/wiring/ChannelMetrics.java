package dev.baton.compose.wiring;

import dev.baton.channel.core.Kind;
import dev.baton.channel.core.Refusal;
import dev.baton.channel.shell.ChannelCounts;
import dev.baton.compose.service.Meters;
import dev.baton.compose.service.Metric;
import dev.baton.model.ClusterId;

/**
 * The metrics of a process' channel.
 *
 * @param meters where they are registered
 * @param counts what its socket, and all clusters that use it, have counted
 */
record ChannelMetrics(Meters meters, ChannelCounts counts) {

  /** Registers what concerns the socket; once a process. */
  void watchSocket() {
    for (Refusal reason : Refusal.values()) {
      meters.total(Metric.CHANNEL_REFUSED, () -> counts.refused(reason), Meters.label(reason));
    }
    meters.total(Metric.CHANNEL_UNSENT, counts::unsent);
  }

  /** Registers what concerns a cluster. */
  void watch(ClusterId cluster) {
    for (Kind kind : Kind.values()) {
      String label = Meters.label(kind);
      meters.total(Metric.CHANNEL_SENT, () -> counts.sent(cluster, kind), cluster.value(), label);
      meters.total(Metric.CHANNEL_HEARD, () -> counts.heard(cluster, kind), cluster.value(), label);
    }
  }
}
