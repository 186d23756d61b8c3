package dev.baton.azure;

import com.azure.core.management.SubResource;
import com.azure.resourcemanager.network.fluent.models.FrontendIpConfigurationInner;
import com.azure.resourcemanager.network.fluent.models.LoadBalancerInner;
import com.azure.resourcemanager.network.fluent.models.LoadBalancingRuleInner;
import com.azure.resourcemanager.network.models.LoadBalancerSku;
import com.azure.resourcemanager.network.models.LoadBalancerSkuName;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.ApiCall;
import dev.baton.spi.Attempt;
import dev.baton.spi.Coverage;
import dev.baton.spi.Preflight;
import dev.baton.spi.Preflight.Finding;
import dev.baton.spi.Preflight.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks whether a move could succeed, and would be a failover. */
final class IlbPreflight {
  private static final String OF_BALANCERS = "Microsoft.Network/loadBalancers/";

  private final ClusterDefinition definition;
  private final IlbSettings settings;
  private final Arm arm;
  private final List<Finding> findings = new ArrayList<>();

  IlbPreflight(ClusterDefinition definition, IlbSettings settings, Arm arm) {
    this.definition = definition;
    this.settings = settings;
    this.arm = arm;
  }

  Preflight look(Attempt attempt) {
    settings.pools().forEach(this::coverage);
    permissions(attempt);
    try {
      BalancerSight sight = BalancerSight.of(arm.balancer(attempt), settings.pools());
      balancer(sight.fetched());
      definition.vips().forEach(vip -> vip(vip, sight.fetched().body()));
      sight.pools().forEach(pool -> pool(pool, sight.fetched().body()));
      sight.pools().forEach(pool -> addresses(pool, attempt));
    } catch (ActuatorException refusal) {
      refused(
          settings.id(), refusal, "the load balancer must exist, and the role allow to read it");
    }
    return new Preflight(arm.identity(), findings);
  }

  private void coverage(PoolTarget pool) {
    boolean ipv6 = pool.addresses().values().stream().anyMatch(Vip::isIpv6);
    findings.addAll(
        Coverage.of(definition, pool.addresses().keySet(), ipv6 ? "address-v6" : "address"));
  }

  /** The cluster may have further VIPs, which another binding moves. */
  private void vip(Vip vip, LoadBalancerInner balancer) {
    boolean carried =
        Lists.of(balancer.frontendIpConfigurations()).stream()
            .map(FrontendIpConfigurationInner::privateIpAddress)
            .filter(Objects::nonNull)
            .anyMatch(address -> isOne(vip, address));
    add(
        carried ? Weight.GOOD : Weight.DOUBTFUL,
        "VIP " + vip,
        carried ? "is a frontend's address" : "is no frontend's address: it is not moved by this",
        carried ? "" : "give a frontend that address");
  }

  /** IPv6 addresses have several forms. */
  private static boolean isOne(Vip vip, String address) {
    try {
      return new Vip(address).equals(vip);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void permissions(Attempt attempt) {
    Grants grants;
    try {
      grants = arm.grants(attempt);
    } catch (ActuatorException refusal) {
      add(
          Weight.DOUBTFUL,
          Actions.PERMISSIONS,
          "permissions not read: " + refusal.getMessage(),
          "allow " + Actions.PERMISSIONS + ", or look after the role yourself");
      return;
    }
    List<String> missing =
        Actions.of(settings).stream()
            .map(ApiCall::action)
            .filter(action -> action.startsWith(OF_BALANCERS))
            .filter(action -> !grants.allow(action))
            .toList();
    missing.forEach(
        action -> add(Weight.REFUSED, action, "is not granted", "add it to the actuator's role"));
    if (missing.isEmpty()) {
      add(Weight.GOOD, settings.id(), "may be read and written", "");
    }
  }

  private void balancer(Fetched fetched) {
    boolean standard =
        Optional.ofNullable(fetched.body().sku())
            .map(LoadBalancerSku::name)
            .filter(LoadBalancerSkuName.STANDARD::equals)
            .isPresent();
    if (standard) {
      add(Weight.GOOD, settings.id(), "SKU Standard", "");
    } else {
      add(
          Weight.REFUSED,
          settings.id(),
          "is not of SKU Standard: no pools of addresses, no HA-ports rule",
          "create it again with SKU Standard");
    }
    if (fetched.etag().isEmpty()) {
      add(
          Weight.REFUSED,
          settings.id(),
          "was read without an ETag: writes cannot be fenced",
          "check for a proxy between the actuator and Resource Manager");
    }
  }

  private void pool(PoolSight pool, LoadBalancerInner balancer) {
    String subject = settings.id() + "/backendAddressPools/" + pool.target().name();
    Optional<String> unfit = pool.unfit();
    if (unfit.isPresent()) {
      add(
          Weight.REFUSED,
          subject,
          unfit.orElseThrow(),
          "give the load balancer a pool of addresses, in the nodes' virtual network");
      return;
    }
    add(Weight.GOOD, subject, pool.words(), "");
    if (!pool.strangers().isEmpty()) {
      add(
          Weight.REFUSED,
          subject,
          "also has members that are no node's: " + pool.strangers(),
          "a pool that is moved belongs to the cluster alone: use another for them");
    }
    network(subject, pool);
    rules(subject, pool, balancer);
  }

  private void network(String subject, PoolSight pool) {
    if (settings.network().isPresent() || pool.ofPool().isPresent()) {
      return;
    }
    add(
        pool.network().isPresent() ? Weight.DOUBTFUL : Weight.REFUSED,
        subject,
        "only its members tell the virtual network: nothing does when it is empty",
        "set virtual-network");
  }

  private void rules(String subject, PoolSight pool, LoadBalancerInner balancer) {
    List<LoadBalancingRuleInner> rules =
        Lists.of(balancer.loadBalancingRules()).stream()
            .filter(rule -> isFor(rule, pool.target().name()))
            .toList();
    if (rules.isEmpty()) {
      add(Weight.REFUSED, subject, "no rule sends anything to it", "add a rule for the frontend");
    }
    RulePreflight looker = new RulePreflight(balancer, findings::add);
    rules.forEach(looker::look);
  }

  private boolean isFor(LoadBalancingRuleInner rule, String pool) {
    String id = settings.id() + "/backendAddressPools/" + pool;
    return Stream.concat(
            Stream.ofNullable(rule.backendAddressPool()),
            Lists.of(rule.backendAddressPools()).stream())
        .map(SubResource::id)
        .anyMatch(id::equalsIgnoreCase);
  }

  private void addresses(PoolSight pool, Attempt attempt) {
    Optional<NetworkId> network =
        pool.network().or(() -> settings.network().flatMap(NetworkId::of));
    network
        .filter(it -> it.subscription().equalsIgnoreCase(settings.subscription()))
        .ifPresentOrElse(
            it -> pool.target().addresses().forEach((node, vip) -> address(it, node, vip, attempt)),
            () ->
                add(
                    Weight.DOUBTFUL,
                    pool.target().name(),
                    "the nodes' addresses could not be looked up in their virtual network",
                    "see that each node has its address"));
  }

  private void address(NetworkId network, NodeId node, Vip address, Attempt attempt) {
    String subject = node + " " + address;
    try {
      if (arm.isFree(network, address.address(), attempt)) {
        add(
            Weight.REFUSED,
            subject,
            "is a free address in " + network.name(),
            "give it to the node's interface, or mend the binding's settings");
      } else {
        add(Weight.GOOD, subject, "is in use in " + network.name(), "");
      }
    } catch (ActuatorException refusal) {
      add(
          Weight.DOUBTFUL,
          subject,
          "not looked up: " + refusal.getMessage(),
          "allow " + Actions.CHECK_ADDRESS + " for the virtual network");
    }
  }

  /** A refusal that will pass is only doubtful: the check failed, the move may succeed. */
  private void refused(String subject, ActuatorException refusal, String remedy) {
    Weight weight =
        refusal.kind() == ActuatorException.Kind.PERMANENT ? Weight.REFUSED : Weight.DOUBTFUL;
    add(weight, subject, "not read: " + refusal.getMessage(), remedy);
  }

  private void add(Weight weight, String subject, String what, String remedy) {
    findings.add(new Finding(weight, subject, what, remedy));
  }
}
