package dev.baton.aws;

import dev.baton.aws.Ec2Api.Place;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The settings of an {@code aws-eip} binding.
 *
 * @param access the API
 * @param allocation {@code allocation-id}: the Elastic IP
 * @param places {@code eni.<node>} and {@code private-address.<node>}: where it is associated for
 *     each node
 * @param gatePorts {@code gate-ports}: TCP ports that the nodes' keepers guard
 */
record EipSettings(
    Access access,
    String allocation,
    SortedMap<NodeId, Place> places,
    SortedSet<Integer> gatePorts) {

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException when one is missing, unknown or wrong
   */
  static EipSettings of(Binding binding) {
    Settings settings = new Settings(binding);
    Access access = Access.from(settings, Optional.empty());
    String allocation = settings.id("allocation-id", "eipalloc-");
    SortedMap<NodeId, String> interfaces = settings.networkInterfaces();
    SortedMap<NodeId, String> addresses =
        settings.perNode("private-address", EipSettings::isIpv4, "an IPv4 address");
    SortedMap<NodeId, Place> places = new TreeMap<>();
    interfaces.forEach(
        (node, networkInterface) -> {
          String key = "private-address." + node;
          String address = settings.required(key);
          places.put(node, new Place(allocation, networkInterface, new Vip(address).address()));
        });
    addresses
        .keySet()
        .forEach(
            node -> {
              if (!interfaces.containsKey(node)) {
                throw settings.missing("eni." + node);
              }
            });
    SortedSet<Integer> gatePorts = settings.gatePorts();
    settings.refuseOthers();
    return new EipSettings(access, allocation, places, gatePorts);
  }

  private static boolean isIpv4(String text) {
    try {
      return !new Vip(text).isIpv6();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
