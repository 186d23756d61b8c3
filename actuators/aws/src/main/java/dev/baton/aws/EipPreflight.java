package dev.baton.aws;

import dev.baton.aws.Ec2Api.Place;
import dev.baton.model.Vip;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.spi.Attempt;
import dev.baton.spi.Preflight;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/** Checks an Elastic IP and the network interfaces of the nodes. */
final class EipPreflight {
  private final ClusterDefinition definition;
  private final EipSettings settings;
  private final Ec2Api ec2;
  private final Findings findings = new Findings();

  EipPreflight(ClusterDefinition definition, EipSettings settings, Ec2Api ec2) {
    this.definition = definition;
    this.settings = settings;
    this.ec2 = ec2;
  }

  Preflight look(Attempt attempt) {
    findings.coverage(definition, settings.places().keySet(), "eni");
    String allocation = settings.allocation();
    Optional<Address> address = findings.look(allocation, () -> ec2.address(allocation, attempt));
    address.ifPresent(this::vips);
    List<String> ids =
        settings.places().values().stream().map(Place::networkInterface).distinct().toList();
    Optional<List<NetworkInterface>> interfaces =
        findings.look("network interfaces", () -> ec2.networkInterfaces(ids, attempt));
    interfaces.ifPresent(found -> settings.places().values().forEach(it -> place(it, found)));
    address.ifPresent(found -> permissions(found, attempt));
    findings.unguarded(allocation, settings.gatePorts());
    return findings.preflight(settings.access());
  }

  /** The cluster may have further VIPs, which another binding moves. */
  private void vips(Address address) {
    boolean ours =
        definition.vips().stream().map(Vip::address).anyMatch(address.publicIp()::equals);
    if (ours) {
      findings.good(settings.allocation(), "is the VIP " + address.publicIp());
    } else {
      findings.doubtful(
          settings.allocation(),
          "is " + address.publicIp() + ", which is not one of the VIPs " + definition.vips(),
          "correct allocation-id, or name that address among the cluster's vips");
    }
  }

  private void place(Place place, List<NetworkInterface> found) {
    String id = place.networkInterface();
    Optional<NetworkInterface> one =
        found.stream().filter(there -> id.equals(there.networkInterfaceId())).findFirst();
    if (one.isEmpty()) {
      findings.refused(id, "there is no such network interface", "correct eni.<node>");
      return;
    }
    Optional<NetworkInterfacePrivateIpAddress> at =
        one.orElseThrow().privateIpAddresses().stream()
            .filter(address -> place.privateAddress().equals(address.privateIpAddress()))
            .findFirst();
    if (!"in-use".equals(one.orElseThrow().statusAsString())) {
      findings.refused(id, "is attached to no instance", "attach it");
    } else if (at.isEmpty()) {
      findings.refused(
          id, "has no address " + place.privateAddress(), "assign it, or correct the setting");
    } else {
      address(place, at.orElseThrow());
    }
  }

  private void address(Place place, NetworkInterfacePrivateIpAddress at) {
    Optional<String> other =
        Optional.ofNullable(at.association())
            .map(NetworkInterfaceAssociation::allocationId)
            .filter(allocation -> !allocation.equals(place.allocation()));
    if (other.isPresent()) {
      findings.refused(
          place.networkInterface(),
          place.privateAddress() + " has another Elastic IP: " + other.orElseThrow(),
          "release that one, or choose another private address");
    } else {
      findings.good(place.networkInterface(), "attached, has " + place.privateAddress());
    }
  }

  private void permissions(Address address, Attempt attempt) {
    for (Place place : settings.places().values()) {
      findings.tryOut(
          Ec2Api.ASSOCIATE, place.networkInterface(), () -> ec2.tryAssociate(place, attempt));
    }
    Optional<String> tie = EipActuator.tie(address);
    if (tie.isPresent()) {
      findings.tryOut(
          Ec2Api.DISASSOCIATE,
          settings.allocation(),
          () -> ec2.tryDisassociate(tie.orElseThrow(), attempt));
    } else {
      findings.doubtful(
          settings.allocation(),
          "is free: whether " + Ec2Api.DISASSOCIATE + " is allowed cannot be tried",
          "");
    }
  }
}
