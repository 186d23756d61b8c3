package dev.baton.lease.shell;

import dev.baton.lease.gate.KernelGate;
import dev.baton.model.HostAddress;
import dev.baton.model.Vip;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gate and VIP addresses that write down, in one list, what they were told to do. */
final class RecordingHost {
  final List<String> deeds = new CopyOnWriteArrayList<>();
  private volatile List<InetAddress> guarded = List.of();
  private volatile SortedSet<Integer> guardedPorts = Collections.emptySortedSet();
  private volatile Map<Integer, String> portObjections = Map.of();
  private volatile List<HostAddress> own = List.of();
  private volatile boolean addressesRefused;
  private volatile boolean trouble;
  private volatile boolean blind;
  private volatile List<String> refused = List.of();
  private volatile Runnable afterAnnouncement = () -> {};
  private volatile VipAddresses.Listener listener = (kind, subject, detail) -> {};

  /** From now on no address can be put. */
  void refuseAddresses() {
    addressesRefused = true;
  }

  /** From now on the host has these on its own. */
  void own(HostAddress... addresses) {
    own = List.of(addresses);
  }

  /** From now on the gate cannot guard these ports, and why. */
  void objectTo(Map<Integer, String> ports) {
    portObjections = ports;
  }

  /** From now on the host cannot take addresses off, announce or reset connections. */
  void makeTrouble() {
    trouble = true;
  }

  /** From now on the host's own addresses cannot be read. */
  void blind() {
    blind = true;
  }

  /** From now on these addresses cannot be put, and others can. */
  void refuse(String... vips) {
    refused = List.of(vips);
  }

  /** Runs once, in the keeper's own thread, at the end of the next announcement. */
  void afterNextAnnouncement(Runnable deed) {
    afterAnnouncement =
        () -> {
          afterAnnouncement = () -> {};
          deed.run();
        };
  }

  /** Returns who is told of disturbances. */
  VipAddresses.Listener listener() {
    return listener;
  }

  /** Returns what was done apart from countdowns, which go on all the time. */
  List<String> moves() {
    return deeds.stream()
        .filter(deed -> !deed.startsWith("arm") && !deed.startsWith("count"))
        .toList();
  }

  KernelGate gate() {
    return new Gate();
  }

  VipAddresses vipAddresses() {
    return new Addresses();
  }

  private final class Gate implements KernelGate {
    @Override
    public List<InetAddress> guarded() {
      return guarded;
    }

    @Override
    public SortedSet<Integer> guardedPorts() {
      return guardedPorts;
    }

    @Override
    public void guard(List<InetAddress> vips, SortedSet<Integer> ports) {
      guarded = vips;
      guardedPorts = ports;
      deeds.add(
          "guard"
              + vips.stream().map(InetAddress::getHostAddress).toList()
              + (ports.isEmpty() ? "" : ports));
    }

    @Override
    public Optional<String> objection(InetAddress vip) {
      return Optional.empty();
    }

    @Override
    public SortedMap<Integer, String> objections(SortedSet<Integer> ports) {
      SortedMap<Integer, String> found = new TreeMap<>(portObjections);
      found.keySet().retainAll(ports);
      return found;
    }

    @Override
    public void dismantle() {
      deeds.add("dismantle");
    }

    @Override
    public void arm(int slot, Duration lease) {
      deeds.add("arm" + slot);
    }

    @Override
    public void acknowledge(int slot) {
      deeds.add("count" + slot);
    }

    @Override
    public void open(long epoch, String session) {
      deeds.add("open " + epoch);
    }

    @Override
    public void shut() {
      deeds.add("shut");
    }

    @Override
    public boolean isOpen() {
      return deeds.lastIndexOf("shut") < deeds.size() - 1;
    }

    @Override
    public String describe() {
      return "recording";
    }

    @Override
    public Duration minimumLease() {
      return Duration.ofMillis(1);
    }

    @Override
    public boolean placesAddresses() {
      return false;
    }

    @Override
    public void close() {
      deeds.add("close gate");
    }
  }

  private final class Addresses implements VipAddresses {
    @Override
    public void guard(List<InetAddress> vips) {
      deeds.add("leftovers removed");
    }

    @Override
    public List<HostAddress> ownAddresses() {
      if (blind) {
        throw new VipAddressesException("RTM_GETADDR all interfaces: ENOMEM");
      }
      return own;
    }

    @Override
    public void put() {
      if (!refused.isEmpty()) {
        throw new VipAddressesException(String.join("; ", refused));
      }
      if (addressesRefused) {
        throw new VipAddressesException(
            "no address can be put", new IllegalStateException("refused"));
      }
      deeds.add("put");
    }

    @Override
    public Map<InetAddress, String> putSome() {
      Map<InetAddress, String> left = new LinkedHashMap<>();
      refused.forEach(vip -> left.put(new Vip(vip).inetAddress(), "EACCES"));
      deeds.add("put all but " + refused);
      return left;
    }

    @Override
    public void announce() {
      hinder();
      deeds.add("announce");
      afterAnnouncement.run();
    }

    @Override
    public void silence() {
      deeds.add("silence");
    }

    @Override
    public void remove() {
      hinder();
      deeds.add("remove");
    }

    @Override
    public int resetConnections() {
      hinder();
      deeds.add("reset");
      return 0;
    }

    private void hinder() {
      if (trouble) {
        throw new VipAddressesException("EPERM");
      }
    }

    @Override
    public void listen(Listener told) {
      listener = told;
    }

    @Override
    public String describe() {
      return "recording";
    }

    @Override
    public void close() {
      deeds.add("close addresses");
    }
  }
}
