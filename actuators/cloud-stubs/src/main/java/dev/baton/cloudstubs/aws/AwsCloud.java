package dev.baton.cloudstubs.aws;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What there is in the account, and what there was before the latest change. Thread-safe. */
public final class AwsCloud {
  private State now = State.empty();
  private State past = now;
  private int ids;
  private int pageSize = 1000;
  private int pendingReads;
  private final SortedMap<String, Long> inSyncAt = new TreeMap<>();
  private Duration changesTake = Duration.ZERO;
  private boolean held;

  /** Creates an empty account. */
  public AwsCloud() {}

  /**
   * A network interface.
   *
   * @param id {@code eni-...}
   * @param vpc which VPC it is in
   * @param addresses private IPv4 addresses, the primary one first
   * @param sourceDestCheck whether it drops what is not addressed to it
   * @param attached whether a running instance has it
   */
  public record NetworkInterface(
      String id, String vpc, List<String> addresses, boolean sourceDestCheck, boolean attached) {

    /** Freezes the list. */
    public NetworkInterface {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * An Elastic IP's tie to a network interface.
   *
   * @param id {@code eipassoc-...}
   * @param networkInterface which
   * @param privateAddress at which of its addresses
   */
  public record Association(String id, String networkInterface, String privateAddress) {}

  /**
   * A record set.
   *
   * @param name with a final dot
   * @param type {@code A}, and so on
   * @param ttl seconds
   * @param values as they are written
   */
  public record RecordSet(String name, String type, long ttl, List<String> values) {

    /** Freezes the list. */
    public RecordSet {
      values = List.copyOf(values);
    }
  }

  record Table(
      String id,
      String vpc,
      String cidr,
      SortedMap<String, String> routes,
      SortedMap<String, String> propagated) {
    Table {
      routes = new TreeMap<>(routes);
      propagated = new TreeMap<>(propagated);
    }
  }

  record ElasticIp(String allocation, String publicAddress, Optional<Association> association) {}

  record Zone(String id, String name, SortedMap<String, RecordSet> sets) {
    Zone {
      sets = new TreeMap<>(sets);
    }
  }

  record State(
      SortedMap<String, Table> tables,
      SortedMap<String, NetworkInterface> interfaces,
      SortedMap<String, ElasticIp> addresses,
      SortedMap<String, Zone> zones) {
    static State empty() {
      return new State(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    State copy() {
      State copy = empty();
      tables.forEach(
          (id, table) ->
              copy.tables.put(
                  id,
                  new Table(id, table.vpc(), table.cidr(), table.routes(), table.propagated())));
      copy.interfaces.putAll(interfaces);
      copy.addresses.putAll(addresses);
      zones.forEach((id, zone) -> copy.zones.put(id, new Zone(id, zone.name(), zone.sets())));
      return copy;
    }
  }

  /** Adds a route table without routes but the VPC's own. */
  public void addTable(String id, String vpc, String cidr) {
    change(
        state ->
            state.tables().put(id, new Table(id, vpc, cidr, new TreeMap<>(), new TreeMap<>())));
  }

  /** Adds or replaces a network interface. */
  public void put(NetworkInterface networkInterface) {
    change(state -> state.interfaces().put(networkInterface.id(), networkInterface));
  }

  /** Adds an Elastic IP that nothing has. */
  public void addElasticIp(String allocation, String publicAddress) {
    change(
        state ->
            state
                .addresses()
                .put(allocation, new ElasticIp(allocation, publicAddress, Optional.empty())));
  }

  /** Adds a hosted zone; its name ends with a dot. */
  public void addZone(String id, String name) {
    change(state -> state.zones().put(id, new Zone(id, name, new TreeMap<>())));
  }

  /** Makes a route point to a network interface, whether it was there or not. */
  public void route(String table, String destination, String networkInterface) {
    change(state -> found(state.tables(), table).routes().put(destination, networkInterface));
  }

  /** A virtual private gateway propagates a route; one that is made goes before it. */
  public void propagate(String table, String destination, String gateway) {
    change(state -> found(state.tables(), table).propagated().put(destination, gateway));
  }

  /** Takes a route away. */
  public void unroute(String table, String destination) {
    change(state -> found(state.tables(), table).routes().remove(destination));
  }

  /** Ties an Elastic IP to a network interface, whatever has it. */
  public void associate(String allocation, String networkInterface, String privateAddress) {
    Association made = new Association(nextId("eipassoc-"), networkInterface, privateAddress);
    change(state -> tie(state, allocation, Optional.of(made)));
  }

  /** Puts a record set into a zone. */
  public void put(String zone, RecordSet set) {
    put(zone, List.of(set));
  }

  /** Puts record sets into a zone. */
  public void put(String zone, List<RecordSet> sets) {
    change(state -> sets.forEach(set -> found(state.zones(), zone).sets().put(key(set), set)));
  }

  /** Answers of lists of tables have so many at most from now on. */
  public synchronized void pageSize(int most) {
    pageSize = most;
  }

  /** A change of record sets is pending for so many looks at it from now on. */
  public synchronized void pendingReads(int count) {
    pendingReads = count;
  }

  /** A change of record sets is pending for that long from now on. */
  public synchronized void changesTake(Duration time) {
    changesTake = time;
  }

  /** Changes of record sets stay pending for as long as they are held. */
  public synchronized void hold(boolean pending) {
    held = pending;
  }

  /** Tells whether name servers may not have every change yet. */
  public synchronized boolean anyPending() {
    return inSyncAt.values().stream().anyMatch(AwsCloud::isAhead);
  }

  synchronized String begin() {
    String id = nextId("C");
    inSyncAt.put(id, System.nanoTime() + changesTake.toNanos());
    return id;
  }

  synchronized boolean isPending(String change) {
    return takePendingRead()
        || held
        || Optional.ofNullable(inSyncAt.get(change)).filter(AwsCloud::isAhead).isPresent();
  }

  private static boolean isAhead(long time) {
    return time - System.nanoTime() > 0;
  }

  /** Returns to which network interface a route points. */
  public synchronized Optional<String> routed(String table, String destination) {
    return Optional.ofNullable(found(now.tables(), table).routes().get(destination));
  }

  /** Returns what an Elastic IP is tied to. */
  public synchronized Optional<Association> association(String allocation) {
    return found(now.addresses(), allocation).association();
  }

  /** Returns a record set. */
  public synchronized Optional<RecordSet> recordSet(String zone, String name, String type) {
    return Optional.ofNullable(found(now.zones(), zone).sets().get(name + " " + type));
  }

  static String key(RecordSet set) {
    return set.name() + " " + set.type();
  }

  static void tie(State state, String allocation, Optional<Association> association) {
    ElasticIp before = found(state.addresses(), allocation);
    state
        .addresses()
        .put(allocation, new ElasticIp(allocation, before.publicAddress(), association));
  }

  synchronized State state(boolean stale) {
    return stale ? past : now;
  }

  synchronized int pageSize() {
    return pageSize;
  }

  private boolean takePendingRead() {
    if (pendingReads == 0) {
      return false;
    }
    pendingReads--;
    return true;
  }

  synchronized String nextId(String prefix) {
    ids++;
    return String.format("%s%017x", prefix, ids);
  }

  synchronized void change(Consumer<State> what) {
    State next = now.copy();
    what.accept(next);
    past = now;
    now = next;
  }

  private static <T> T found(SortedMap<String, T> all, String id) {
    T value = all.get(id);
    if (value == null) {
      throw new IllegalArgumentException("there is no " + id);
    }
    return value;
  }
}
