package dev.baton.gcp;

import dev.baton.gcp.ZonalRef.Collection;
import dev.baton.model.NodeId;
import dev.baton.model.definition.Binding;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The settings of the actuators for an internal load balancer.
 *
 * @param project the project's id
 * @param region the region of the load balancer
 * @param backendService the regional backend service's name
 * @param forwardingRules the forwarding rules with the VIPs, one for each address
 * @param write how a move is written
 * @param groups the group of each node among the backends; two nodes may share one only if members
 *     are moved
 * @param instances the machine of each node; empty unless members are moved
 * @param endpoint the API's address; empty: Google's own
 */
record IlbSettings(
    String project,
    String region,
    String backendService,
    List<String> forwardingRules,
    Write write,
    SortedMap<NodeId, ZonalRef> groups,
    SortedMap<NodeId, ZonalRef> instances,
    Optional<URI> endpoint) {

  /** How a move is written. */
  enum Write {
    /** One update of the backend service, with its fingerprint. */
    BACKENDS,
    /** Machines are removed from and added to instance groups, which have no fingerprint. */
    MEMBERS
  }

  static IlbSettings of(Binding binding) {
    Settings settings = new Settings(binding);
    String unusedMode = settings.oneOf("mode", List.of("api"));
    Write write =
        settings.oneOf("write", List.of("backends", "members")).equals("members")
            ? Write.MEMBERS
            : Write.BACKENDS;
    IlbSettings read =
        new IlbSettings(
            settings.required("project"),
            settings.required("region"),
            settings.required("backend-service"),
            settings.list("forwarding-rules"),
            write,
            settings.perNode("group", groupsFor(write)),
            write == Write.MEMBERS
                ? settings.perNode("instance", List.of(Collection.INSTANCES))
                : Collections.emptySortedMap(),
            settings.uri("endpoint"));
    settings.requireNothingLeft();
    read.requireWhole(settings);
    return read;
  }

  private static List<Collection> groupsFor(Write write) {
    return switch (write) {
      case BACKENDS -> List.of(Collection.INSTANCE_GROUPS, Collection.NETWORK_ENDPOINT_GROUPS);
      case MEMBERS -> List.of(Collection.INSTANCE_GROUPS);
    };
  }

  private void requireWhole(Settings settings) {
    if (groups.size() < 2) {
      throw settings.refuse("group.<node>", groups.keySet().toString(), "is set for too few nodes");
    }
    switch (write) {
      case BACKENDS -> requireOneEach(settings);
      case MEMBERS -> requireInstances(settings);
    }
  }

  private void requireOneEach(Settings settings) {
    if (groups.values().stream().distinct().count() < groups.size()) {
      List<String> paths = groups.values().stream().map(ZonalRef::path).toList();
      throw settings.refuse(
          "group.<node>", String.join(", ", paths), "must be another group for each node");
    }
  }

  private void requireInstances(Settings settings) {
    if (!groups.keySet().equals(instances.keySet())) {
      throw settings.refuse(
          "instance.<node>", instances.keySet().toString(), "must be set for " + groups.keySet());
    }
    groups.forEach((node, group) -> requireSameZone(settings, node, group));
  }

  private void requireSameZone(Settings settings, NodeId node, ZonalRef group) {
    ZonalRef instance = Lookup.of(instances, node);
    if (!instance.zone().equals(group.zone())) {
      throw settings.refuse(
          "instance." + node, instance.path(), "is in another zone than its group");
    }
  }
}
