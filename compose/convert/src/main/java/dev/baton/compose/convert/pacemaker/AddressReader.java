package dev.baton.compose.convert.pacemaker;

import dev.baton.compose.convert.Findings;
import dev.baton.compose.convert.pacemaker.Pairs.Pair;
import dev.baton.model.Vip;
import java.util.Optional;
import java.util.Set;

/** Reads a primitive of {@code ocf:heartbeat:IPaddr2}, or of the older {@code IPaddr}. */
final class AddressReader {

  private static final Set<String> TYPES = Set.of("IPaddr2", "IPaddr");
  private static final Set<String> PREFIX = Set.of("cidr_netmask", "netmask", "broadcast");
  private static final Set<String> ANNOUNCING =
      Set.of(
          "arp_interval",
          "arp_count",
          "arp_count_refresh",
          "arp_bg",
          "arp_mac",
          "arp_sender",
          "send_arp_opts",
          "run_arping");
  private static final Set<String> FOR_CLONES =
      Set.of("clusterip_hash", "unique_clone_address", "mac");
  private static final int LONGEST_INTERFACE = 15;

  private final Findings findings;

  AddressReader(Findings findings) {
    this.findings = findings;
  }

  /** Tells whether the primitive is an address. */
  static boolean isAddress(Element primitive) {
    return primitive.attribute("class").equals(Optional.of("ocf"))
        && primitive.attribute("provider").equals(Optional.of("heartbeat"))
        && TYPES.contains(primitive.attribute("type").orElse(""));
  }

  /** Reads it; empty if it has no address, which is said. */
  Optional<Resource.Address> read(Element primitive) {
    Pairs pairs = Pairs.of(primitive, "instance_attributes", findings);
    pairs.values().values().forEach(this::say);
    sayOperations(primitive);
    Optional<String> ip = pairs.value("ip").filter(text -> !text.isBlank());
    if (ip.isEmpty()) {
      findings.wrong(primitive.place(), primitive.id(), "has no ip");
      return Optional.empty();
    }
    Optional<Pair> nic = Optional.ofNullable(pairs.values().get("nic"));
    Optional<String> device = nic.filter(pair -> !pair.value().isBlank()).map(this::device);
    try {
      return Optional.of(
          new Resource.Address(primitive.place(), new Vip(ip.orElseThrow().strip()), device));
    } catch (IllegalArgumentException e) {
      findings.wrong(
          primitive.place(),
          primitive.id(),
          String.valueOf(e.getMessage()).replaceFirst("^vip: ", "ip: "));
      return Optional.empty();
    }
  }

  private String device(Pair nic) {
    String name = nic.value().strip().replaceFirst(":.*", "");
    if (!name.equals(nic.value())) {
      findings.left(nic.place(), "nic", "the label behind the colon is not carried over");
    }
    if (name.isEmpty() || name.length() > LONGEST_INTERFACE || name.indexOf('/') >= 0) {
      findings.wrong(nic.place(), "nic", "is no name of an interface");
    }
    return name;
  }

  private void say(Pair pair) {
    String name = pair.name();
    if (name.equals("ip") || name.equals("nic")) {
      return;
    }
    if (PREFIX.contains(name)) {
      findings.left(
          pair.place(),
          name,
          "Baton puts each VIP as a host address, so the node needs an address of its own in that"
              + " network");
    } else if (ANNOUNCING.contains(name)) {
      findings.left(
          pair.place(),
          name,
          "Baton announces a VIP at once, in three more rounds 1.1 s apart, and then each 30 s");
    } else if (FOR_CLONES.contains(name)) {
      findings.left(pair.place(), name, "it is for addresses that several nodes share (clones)");
    } else if (name.equals("iflabel")) {
      findings.left(pair.place(), name, "Baton puts each VIP as a host address, without a label");
    } else {
      findings.changed(
          pair.place(),
          name,
          "is not carried over: Baton puts the VIP on the interface as a plain host address, and"
              + " removes it when the node lets go");
    }
  }

  private void sayOperations(Element primitive) {
    for (Element operations : primitive.all("operations")) {
      for (Element operation : operations.all("op")) {
        findings.left(
            operation.place(),
            operation.attribute("name").orElse("op"),
            "Baton does not poll an address: the kernel tells it at once when one is removed");
      }
    }
  }
}
