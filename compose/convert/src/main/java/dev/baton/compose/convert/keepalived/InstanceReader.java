package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.Findings;
import dev.baton.compose.convert.Place;
import dev.baton.model.Vip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a {@code vrrp_instance}. */
final class InstanceReader {

  private static final int DEFAULT_PRIORITY = 100;
  private static final int OWNER = 255;
  private static final int LONGEST_DELAY = 1000;
  private static final int LONGEST_INTERFACE = 15;

  /** Words of an address that have another word behind them. */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "brd", "broadcast", "scope", "label", "peer", "preferred_lft", "track_group", "metric");

  /** Words of an address that stand alone. */
  private static final Set<String> ALONE =
      Set.of("home", "-nodad", "mngtmpaddr", "noprefixroute", "autojoin", "no_track", "use_vmac");

  private final Blocks blocks;
  private final Findings findings;
  private final TrackingReader tracking;
  private final List<Address> addresses = new ArrayList<>();
  private Optional<Integer> routerId = Optional.empty();
  private Optional<String> device = Optional.empty();
  private Optional<Place> master = Optional.empty();
  private Optional<Place> stays = Optional.empty();
  private Optional<Place> waits = Optional.empty();
  private Duration delay = Duration.ZERO;
  private int priority = DEFAULT_PRIORITY;
  private boolean watchesDevice = true;

  private InstanceReader(Blocks blocks) {
    this.blocks = blocks;
    this.findings = blocks.findings();
    this.tracking = new TrackingReader(blocks);
  }

  /** Reads one; whatever is wrong or not carried over is said. */
  static Instance read(Blocks blocks, String name, Statement statement) {
    InstanceReader reader = new InstanceReader(blocks);
    blocks.walk(blocks.body(statement), "vrrp_instance", reader::take);
    Optional<Duration> failback = reader.failback();
    return new Instance(
        name,
        statement.place(),
        reader.routerId,
        reader.device,
        reader.priority,
        failback,
        reader.addresses,
        reader.watchesDevice,
        reader.tracking.tracking());
  }

  private void take(Statement statement) {
    if (tracking.take(statement)) {
      return;
    }
    if (statement.word().startsWith("virtual_ipaddress")) {
      blocks.body(statement).forEach(this::address);
      return;
    }
    blocks.requireLine(statement);
    switch (statement.word()) {
      case "state" -> state(statement);
      case "interface" -> device = blocks.value(statement).flatMap(name -> device(statement, name));
      case "virtual_router_id" -> routerId(statement);
      case "priority" -> priority(statement);
      default -> takeSwitch(statement);
    }
  }

  private void takeSwitch(Statement statement) {
    switch (statement.word()) {
      case "nopreempt" -> stays = Optional.of(statement.place());
      case "preempt" -> stays = Optional.empty();
      case "preempt_delay" -> {
        waits = Optional.of(statement.place());
        delay = blocks.seconds(statement, LONGEST_DELAY).orElse(delay);
      }
      case "dont_track_primary" -> watchesDevice = false;
      default -> throw new IllegalStateException("not read: " + statement.word());
    }
  }

  private void state(Statement statement) {
    Optional<String> value = blocks.value(statement);
    if (value.isPresent() && !List.of("MASTER", "BACKUP").contains(value.orElseThrow())) {
      findings.wrong(statement.place(), "state", "is neither MASTER nor BACKUP");
      return;
    }
    if (value.equals(Optional.of("MASTER"))) {
      master = Optional.of(statement.place());
    }
    findings.left(
        statement.place(),
        "state",
        "a node of Baton has no initial state: of all that could hold the VIPs the highest"
            + " priority is chosen");
  }

  private void routerId(Statement statement) {
    routerId = blocks.number(statement, 1, OWNER);
    findings.left(
        statement.place(),
        "virtual_router_id",
        "Baton sends no adverts; clusters are told apart by their names");
  }

  private void priority(Statement statement) {
    priority = blocks.number(statement, 1, OWNER).orElse(priority);
    if (priority == OWNER) {
      findings.changed(
          statement.place(),
          "priority",
          "255 is for the owner of the addresses; if the host has a VIP on its own, take it out of"
              + " its network configuration: Baton refuses such a VIP");
    }
  }

  /** As vrrp_complete_instance of keepalived decides. */
  private Optional<Duration> failback() {
    boolean eager = master.isPresent() || priority == OWNER;
    boolean manual = stays.isPresent() && !eager;
    boolean idle = master.isPresent() || manual;
    stays.filter(place -> eager).ifPresent(this::sayEager);
    waits.filter(place -> idle).ifPresent(place -> sayIdle(place, manual));
    Duration after = idle ? Duration.ZERO : delay;
    return manual ? Optional.empty() : Optional.of(after);
  }

  private void sayEager(Place nopreempt) {
    findings.changed(
        nopreempt,
        "nopreempt",
        "keepalived passes over it with "
            + (master.isPresent() ? "state MASTER" : "priority 255")
            + ", so that the VIPs go back at once here too; write failback: manual into the"
            + " definition if they should stay");
  }

  private void sayIdle(Place delayed, boolean manual) {
    findings.changed(
        delayed,
        "preempt_delay",
        "keepalived passes over it with "
            + (manual ? "nopreempt" : "state MASTER")
            + "; see failback in the definition");
  }

  private Optional<String> device(Statement statement, String name) {
    if (name.isEmpty() || name.length() > LONGEST_INTERFACE || name.indexOf('/') >= 0) {
      findings.wrong(statement.place(), statement.word(), "is no name of an interface");
      return Optional.empty();
    }
    return Optional.of(name);
  }

  private void address(Statement line) {
    blocks.requireLine(line);
    String[] parts = line.word().split("/", 2);
    Optional<String> dev = dev(line);
    if (parts.length > 1 && prefix(line, parts[1])) {
      findings.left(
          line.place(),
          line.word(),
          "the prefix length is not carried over: Baton puts each VIP as a host address, so the"
              + " node needs an address of its own in that network");
    }
    vip(line, parts[0], dev);
  }

  /**
   * Returns the interface that the line names, and says whatever else stands behind the address.
   */
  private Optional<String> dev(Statement line) {
    Optional<String> dev = Optional.empty();
    for (int index = 1; index < line.words().size(); index++) {
      String word = line.words().get(index);
      Optional<String> next = line.word(index + 1);
      if (next.isPresent() && (word.equals("dev") || WITH_VALUE.contains(word))) {
        index++;
        dev = word.equals("dev") ? device(line, next.orElseThrow()) : dev;
      }
      if (!word.equals("dev") || next.isEmpty()) {
        option(line, word);
      }
    }
    return dev;
  }

  private void option(Statement line, String word) {
    if (!ALONE.contains(word) && !WITH_VALUE.contains(word)) {
      findings.wrong(line.place(), Blocks.shown(word), "means nothing behind the address of a VIP");
    } else if (word.equals("use_vmac") || word.equals("preferred_lft")) {
      findings.changed(
          line.place(), word, "Baton puts the VIP on the interface itself, as a plain address");
    } else {
      findings.left(line.place(), word, "Baton puts each VIP as a host address, without this");
    }
  }

  /** Tells whether the length is shorter than a host's. */
  private boolean prefix(Statement line, String text) {
    int longest = line.word().indexOf(':') >= 0 ? 128 : 32;
    return blocks.number(line, text, 0, longest).filter(length -> length < longest).isPresent();
  }

  private void vip(Statement line, String text, Optional<String> dev) {
    try {
      addresses.add(new Address(line.place(), new Vip(text), dev));
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage()).replaceFirst("^vip: ", "");
      if (text.toLowerCase(Locale.ROOT).matches("fe[89ab][0-9a-f]:.*")) {
        findings.changed(line.place(), text, "Baton moves no link-local address; " + why);
      } else {
        findings.wrong(line.place(), Blocks.shown(text), why);
      }
    }
  }
}
