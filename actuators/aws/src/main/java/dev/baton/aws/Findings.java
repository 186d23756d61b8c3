package dev.baton.aws;

import dev.baton.model.NodeId;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Coverage;
import dev.baton.spi.Preflight;
import dev.baton.spi.Preflight.Finding;
import dev.baton.spi.Preflight.Weight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Collects the findings of a preflight. A refused call is a finding, too. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  /** Checks that each member has its target. */
  void coverage(ClusterDefinition definition, Collection<NodeId> known, String key) {
    all.addAll(Coverage.of(definition, known, key));
  }

  void good(String subject, String what) {
    all.add(new Finding(Weight.GOOD, subject, what, ""));
  }

  void doubtful(String subject, String what, String remedy) {
    all.add(new Finding(Weight.DOUBTFUL, subject, what, remedy));
  }

  void refused(String subject, String what, String remedy) {
    all.add(new Finding(Weight.REFUSED, subject, what, remedy));
  }

  /**
   * Reports what no gate guards where the platform leads clients to the nodes' own addresses. Which
   * nodes run a keeper cannot be seen from here.
   *
   * @param subject what leads there
   * @param ports the ports that keepers guard
   */
  void unguarded(String subject, SortedSet<Integer> ports) {
    if (ports.isEmpty()) {
      doubtful(
          subject,
          "leads to the nodes' own addresses, which no gate guards: a node that is frozen or"
              + " cut off still answers clients that reach it there",
          "name the service's TCP ports in gate-ports");
    } else {
      doubtful(
          subject,
          "leads to the nodes' own addresses; TCP ports "
              + ports
              + " are guarded there by each node's keeper, which cannot be seen from here: other"
              + " ports, UDP, and a node without keeper or nftables are not",
          "see the remarks of: baton status");
    }
  }

  /** Reads; empty when the platform refused, which becomes a finding. */
  <T> Optional<T> look(String subject, Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (ActuatorException refusal) {
      note(subject, refusal);
      return Optional.empty();
    }
  }

  /** Tests a write by a dry run, and reports whether it would be allowed. */
  void tryOut(String action, String subject, Runnable dryRun) {
    try {
      dryRun.run();
      good(subject, action + " is allowed");
    } catch (ActuatorException refusal) {
      note(subject, refusal);
    }
  }

  /** Returns the identity of the caller, and the findings. */
  Preflight preflight(Access access) {
    return new Preflight(identity(access), all);
  }

  private String identity(Access access) {
    try {
      return "access key " + access.credentials().resolveCredentials().accessKeyId();
    } catch (SdkException e) {
      refused("credentials", String.valueOf(e.getMessage()), "provide credentials");
      return "";
    }
  }

  private void note(String subject, ActuatorException refusal) {
    switch (refusal.kind()) {
      case PERMANENT ->
          refused(
              subject,
              String.valueOf(refusal.getMessage()),
              "allow " + refusal.action() + ", or mend it");
      case THROTTLED, TRANSIENT, UNKNOWN_OUTCOME, LOST_RACE ->
          doubtful(subject, "could not be looked at: " + refusal.getMessage(), "look again");
      case SUPERSEDED, OVER_BUDGET -> throw refusal;
    }
  }
}
