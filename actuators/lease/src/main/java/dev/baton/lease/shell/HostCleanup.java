package dev.baton.lease.shell;

import dev.baton.lease.gate.GateException;
import dev.baton.lease.gate.GateTables;
import dev.baton.linux.AddressRecord;
import dev.baton.linux.AddressTable;
import dev.baton.linux.AssignedAddress;
import dev.baton.linux.HostLock;
import dev.baton.linux.NetworkInterfaceInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Removes what dead keepers have left on a host: first the addresses that are proven to be Baton's,
 * then their guard, and last the tables that no cluster uses. In this order no address is ever
 * without its guard. Needs no log. Must be used on a thread in the host's network namespace.
 */
public final class HostCleanup {
  private static final String RECORD = ".addresses";

  private final Path runDirectory;
  private final Consumer<String> say;

  /**
   * Creates a cleanup; it does nothing yet.
   *
   * @param runDirectory the directory of the keepers' locks and records
   * @param say receives a line for each thing that is removed, and for each that stays, with the
   *     reason
   */
  public HostCleanup(Path runDirectory, Consumer<String> say) {
    this.runDirectory = runDirectory;
    this.say = say;
  }

  /**
   * Removes what dead keepers have left.
   *
   * @param force whether to remove also what belongs to living keepers
   * @return true if everything was removed; false if keepers are alive
   * @throws GateException when the kernel refuses a change of the tables
   * @throws dev.baton.linux.SystemCallException when the kernel refuses a change of the addresses;
   *     the guard stays then
   * @throws IOException when the run directory cannot be read
   */
  public boolean clean(boolean force) throws IOException {
    Optional<GateTables> tables = openTables();
    try {
      SortedSet<String> clusters = recorded();
      tables.ifPresent(known -> clusters.addAll(known.addresses().keySet()));
      List<String> alive = new ArrayList<>();
      for (String cluster : clusters) {
        if (!clean(cluster, tables, force)) {
          alive.add(cluster);
        }
      }
      if (alive.isEmpty()) {
        removeAddresses("", List.of());
        tables.ifPresent(known -> dismantle(known, ""));
      }
      return alive.isEmpty();
    } finally {
      tables.ifPresent(GateTables::close);
    }
  }

  private Optional<GateTables> openTables() {
    try {
      return Optional.of(GateTables.open());
    } catch (GateException e) {
      say.accept("the tables cannot be looked at: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Returns the clusters of which a keeper has left a record. */
  private SortedSet<String> recorded() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    if (Files.isDirectory(runDirectory)) {
      try (Stream<Path> files = Files.list(runDirectory)) {
        files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> name.endsWith(RECORD))
            .forEach(name -> names.add(name.substring(0, name.length() - RECORD.length())));
      }
    }
    return names;
  }

  private boolean clean(String cluster, Optional<GateTables> tables, boolean force)
      throws IOException {
    Optional<HostLock> lock = HostLock.tryAcquire(runDirectory, cluster);
    try {
      boolean armed = tables.filter(known -> known.isArmed(cluster)).isPresent();
      if ((lock.isEmpty() || armed) && !force) {
        say.accept(cluster + ": its keeper lives, so nothing of it is removed");
        return false;
      }
      removeAddresses(cluster, vips(cluster, tables));
      tables.ifPresent(known -> dismantle(known, cluster));
      return true;
    } finally {
      lock.ifPresent(HostLock::close);
    }
  }

  private List<InetAddress> vips(String cluster, Optional<GateTables> tables) {
    List<InetAddress> vips = new ArrayList<>();
    tables.ifPresent(known -> vips.addAll(known.addresses().getOrDefault(cluster, List.of())));
    AddressRecord.of(runDirectory, cluster).recall().forEach(line -> vips.add(line.address()));
    return vips;
  }

  /** Removes a cluster's addresses; if no cluster is named, all that are proven to be Baton's. */
  private void removeAddresses(String cluster, List<InetAddress> vips) {
    AddressRecord record =
        cluster.isEmpty() ? AddressRecord.none() : AddressRecord.of(runDirectory, cluster);
    try (AddressTable table = new AddressTable(record)) {
      for (AssignedAddress each : table.listAll()) {
        boolean wanted = cluster.isEmpty() || vips.contains(each.address());
        if (wanted && table.remove(each)) {
          say.accept(
              "removed the address "
                  + each.address().getHostAddress()
                  + "/"
                  + each.prefixLength()
                  + " from "
                  + NetworkInterfaceInfo.nameOf(each.interfaceIndex()).orElse("an interface"));
        }
      }
    }
  }

  private void dismantle(GateTables tables, String cluster) {
    List<String> guarded = tables.words(cluster);
    List<String> deleted = tables.dismantle(cluster);
    if (!guarded.isEmpty()) {
      say.accept(cluster + ": removed the guard of " + String.join(", ", guarded));
    }
    deleted.forEach(table -> say.accept("deleted the table " + table));
  }
}
