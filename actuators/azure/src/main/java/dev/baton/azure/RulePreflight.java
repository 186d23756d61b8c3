package dev.baton.azure;

import com.azure.core.management.SubResource;
import com.azure.resourcemanager.network.fluent.models.FrontendIpConfigurationInner;
import com.azure.resourcemanager.network.fluent.models.LoadBalancerInner;
import com.azure.resourcemanager.network.fluent.models.LoadBalancingRuleInner;
import com.azure.resourcemanager.network.fluent.models.ProbeInner;
import com.azure.resourcemanager.network.models.IpAllocationMethod;
import com.azure.resourcemanager.network.models.ProbeNoHealthyBackendsBehavior;
import com.azure.resourcemanager.network.models.ProbeProtocol;
import dev.baton.spi.Preflight.Finding;
import dev.baton.spi.Preflight.Weight;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks one load balancing rule: its frontend, its probe, how it delivers packets. */
final class RulePreflight {
  /** Azure's default, and twice its minimum. A new member gets no traffic for that long. */
  private static final int DEFAULT_INTERVAL_SECONDS = 15;

  private static final int SLOW_SECONDS = 10;

  private final LoadBalancerInner balancer;
  private final Consumer<Finding> findings;

  RulePreflight(LoadBalancerInner balancer, Consumer<Finding> findings) {
    this.balancer = balancer;
    this.findings = findings;
  }

  void look(LoadBalancingRuleInner rule) {
    String subject = "rule " + rule.name();
    floatingIp(subject, rule);
    if (!Boolean.TRUE.equals(rule.enableTcpReset())) {
      add(
          Weight.DOUBTFUL,
          subject,
          "drops idle connections without a word",
          "turn enableTcpReset on");
    }
    frontend(subject, rule);
    probe(rule)
        .ifPresentOrElse(
            probe -> probe(subject + ", probe " + probe.name(), probe),
            () ->
                add(
                    Weight.DOUBTFUL,
                    subject,
                    "has no probe: a member that is dead gets everything",
                    "give it an HTTP probe that the node answers while it holds the lease"));
  }

  private void floatingIp(String subject, LoadBalancingRuleInner rule) {
    if (Boolean.TRUE.equals(rule.enableFloatingIp())) {
      add(Weight.GOOD, subject, "floating IP: packets arrive with the VIP as they were sent", "");
    } else {
      add(
          Weight.DOUBTFUL,
          subject,
          "no floating IP: packets arrive at the node's own address, where no lease guards them",
          "turn enableFloatingIP on and let the nodes carry the VIP");
    }
  }

  private void frontend(String subject, LoadBalancingRuleInner rule) {
    Optional<FrontendIpConfigurationInner> frontend =
        Lists.of(balancer.frontendIpConfigurations()).stream()
            .filter(each -> isAt(rule.frontendIpConfiguration(), each.id()))
            .findFirst();
    if (frontend.filter(each -> each.publicIpAddress() != null).isPresent()) {
      add(Weight.REFUSED, subject, "has a public frontend", "use an internal load balancer");
      return;
    }
    Optional<String> address = frontend.map(FrontendIpConfigurationInner::privateIpAddress);
    boolean fixed =
        frontend
            .map(FrontendIpConfigurationInner::privateIpAllocationMethod)
            .filter(IpAllocationMethod.STATIC::equals)
            .isPresent();
    add(
        fixed ? Weight.GOOD : Weight.DOUBTFUL,
        subject,
        "listens at " + address.orElse("an address that was not told"),
        fixed ? "" : "give the frontend the VIP as its static address");
  }

  private Optional<ProbeInner> probe(LoadBalancingRuleInner rule) {
    return Lists.of(balancer.probes()).stream()
        .filter(each -> isAt(rule.probe(), each.id()))
        .findFirst();
  }

  private void probe(String subject, ProbeInner probe) {
    if (ProbeNoHealthyBackendsBehavior.ALL_PROBED_UP.equals(probe.noHealthyBackendsBehavior())) {
      add(
          Weight.REFUSED,
          subject,
          "AllProbedUp: who fails its probe gets new connections all the same",
          "set noHealthyBackendsBehavior to AllProbedDown");
    }
    int seconds = interval(probe) * threshold(probe);
    add(
        seconds > SLOW_SECONDS ? Weight.DOUBTFUL : Weight.GOOD,
        subject,
        "a new member gets its first connection about %d s after the write".formatted(seconds),
        seconds > SLOW_SECONDS ? "probe every 5 s, threshold 1" : "");
    if (ProbeProtocol.TCP.equals(probe.protocol())) {
      add(
          Weight.DOUBTFUL,
          subject,
          "TCP: shows that a program listens, not that the service works",
          "probe by HTTP what answers 200 only while the lease is held");
    }
  }

  private static int interval(ProbeInner probe) {
    return Optional.ofNullable(probe.intervalInSeconds()).orElse(DEFAULT_INTERVAL_SECONDS);
  }

  private static int threshold(ProbeInner probe) {
    return Math.max(1, Optional.ofNullable(probe.probeThreshold()).orElse(1));
  }

  private static boolean isAt(SubResource reference, String id) {
    return Optional.ofNullable(reference)
        .map(SubResource::id)
        .filter(Objects::nonNull)
        .filter(it -> it.equalsIgnoreCase(id))
        .isPresent();
  }

  private void add(Weight weight, String subject, String what, String remedy) {
    findings.accept(new Finding(weight, subject, what, remedy));
  }
}
