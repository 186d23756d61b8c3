package dev.baton.lease.gate;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The nftables tables that all keepers of a host share: what they guard for which cluster, and how
 * to remove them. Used by one thread at a time.
 */
public final class GateTables implements AutoCloseable {
  private static final Pattern OWNED =
      Pattern.compile("([0-9a-fA-F.:]+)\\s+comment \"cluster ([^\"]*)\"");

  private final NftContext nft;

  GateTables(NftContext nft) {
    this.nft = nft;
  }

  /**
   * Opens the tables of the calling thread's network namespace. Changes nothing.
   *
   * @throws GateException when there is no library, no nftables, or no permission
   */
  public static GateTables open() {
    NftContext nft = NftContext.create();
    try {
      nft.run("list tables");
      return new GateTables(nft);
    } catch (GateException e) {
      nft.close();
      throw e;
    }
  }

  /** Returns the guarded addresses by cluster. */
  public SortedMap<String, List<InetAddress>> addresses() {
    SortedMap<String, List<InetAddress>> all = new TreeMap<>();
    guarded()
        .forEach(
            (cluster, elements) ->
                all.put(
                    cluster,
                    elements.stream()
                        .filter(Guarded::isAddress)
                        .map(Guarded::inetAddress)
                        .toList()));
    return all;
  }

  /** Returns what is guarded for a cluster, in words for operators: addresses, then ports. */
  public List<String> words(String cluster) {
    return guarded(cluster).stream().map(Guarded::words).toList();
  }

  /** Returns what is guarded, by cluster. */
  SortedMap<String, List<Guarded>> guarded() {
    SortedMap<String, List<Guarded>> found = new TreeMap<>();
    for (Guarded.Kind kind : Family.INET.kinds()) {
      String set = "inet " + GateTable.NAME + " " + GateTable.GUARDED + "_" + kind.suffix();
      Matcher matcher = OWNED.matcher(nft.find("list set " + set).orElse(""));
      while (matcher.find()) {
        found
            .computeIfAbsent(matcher.group(2), cluster -> new ArrayList<>())
            .add(Guarded.printed(kind, matcher.group(1)));
      }
    }
    return found;
  }

  /**
   * Tells whether a countdown of that cluster runs. If so, its keeper was alive less than one lease
   * ago.
   */
  public boolean isArmed(String cluster) {
    return guarded(cluster).stream()
        .anyMatch(each -> isIn(GateTable.armed(0), each) || isIn(GateTable.armed(1), each));
  }

  private boolean isIn(String set, Guarded each) {
    String where = "inet " + GateTable.NAME + " " + set + "_" + each.kind().suffix();
    return nft.find("get element " + where + " { " + each.text() + " }").isPresent();
  }

  List<Guarded> guarded(String cluster) {
    return List.copyOf(guarded().getOrDefault(cluster, List.of()));
  }

  /**
   * Removes a cluster's guard, and the tables that no other cluster uses.
   *
   * @return the tables that were deleted, as nftables names them
   * @throws GateException when the kernel refuses
   */
  public List<String> dismantle(String cluster) {
    Set<Family> there = there();
    List<Guarded> own = guarded(cluster);
    if (!own.isEmpty()) {
      List<ElementChange> removal =
          new Elements(there, own)
              .remove(
                  Stream.concat(Stream.of(GateTable.GUARDED), GateTable.OPENERS.stream()).toList());
      nft.run(removal.stream().map(ElementChange::text).collect(Collectors.joining()));
    }
    return guarded().isEmpty() ? delete(there()) : List.of();
  }

  private List<String> delete(Set<Family> there) {
    List<String> tables =
        there.stream().map(family -> family.table() + " " + GateTable.NAME).toList();
    if (!tables.isEmpty()) {
      nft.run(
          tables.stream().map(each -> "delete table " + each + "\n").collect(Collectors.joining()));
    }
    return tables;
  }

  private Set<Family> there() {
    Set<Family> there = EnumSet.noneOf(Family.class);
    Optional<String> tables = nft.find("list tables");
    for (Family family : Family.values()) {
      String line = "table " + family.table() + " " + GateTable.NAME;
      if (tables.stream().flatMap(String::lines).anyMatch(each -> each.strip().equals(line))) {
        there.add(family);
      }
    }
    return there;
  }

  /** Closes the library; the tables stay. Idempotent. */
  @Override
  public void close() {
    nft.close();
  }
}
