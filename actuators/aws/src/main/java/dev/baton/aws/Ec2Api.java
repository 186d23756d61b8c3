package dev.baton.aws;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AssociateAddressResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteResponse;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/**
 * The calls to EC2 that the actuators make. Every error becomes an {@link ActuatorException}. Reads
 * that several passes need at about the same time share one call.
 */
final class Ec2Api implements Shared.Client {
  static final String DESCRIBE_TABLES = "ec2:DescribeRouteTables";
  static final String DESCRIBE_INTERFACES = "ec2:DescribeNetworkInterfaces";
  static final String DESCRIBE_ADDRESSES = "ec2:DescribeAddresses";
  static final String REPLACE_ROUTE = "ec2:ReplaceRoute";
  static final String CREATE_ROUTE = "ec2:CreateRoute";
  static final String ASSOCIATE = "ec2:AssociateAddress";
  static final String DISASSOCIATE = "ec2:DisassociateAddress";

  private static final int MOST_PAGES = 100;

  /** The most values of one filter; API reference, {@code Describe...}. */
  private static final int MOST_VALUES = 200;

  private static final Duration PATIENCE = Duration.ofMillis(20);

  private final Ec2Client client;
  private final JointCall<List<String>, List<RouteTable>> tables =
      new JointCall<>(PATIENCE, new Reading<>(DESCRIBE_TABLES, this::tables));
  private final JointCall<List<String>, List<Address>> addresses =
      new JointCall<>(PATIENCE, new Reading<>(DESCRIBE_ADDRESSES, this::addresses));

  Ec2Api(Access access) {
    client = access.ec2();
  }

  /** Reads everything that the passes of one round ask for. */
  private interface Read<T> {
    List<T> of(List<String> ids, Attempt attempt, Duration timeLeft);
  }

  /**
   * A read of resources by their ids, shared by several passes. Every pass gets all resources and
   * picks its own.
   *
   * @param action the call
   */
  private record Reading<T>(String action, Read<T> read)
      implements JointCall.Work<List<String>, List<T>> {
    @Override
    public boolean isWrite() {
      return false;
    }

    @Override
    public boolean fits(List<List<String>> together, List<String> another) {
      return ids(Stream.concat(together.stream(), Stream.of(another))).size() <= MOST_VALUES;
    }

    @Override
    public Function<List<String>, List<T>> make(
        List<List<String>> together, Attempt attempt, Duration timeLeft) {
      List<String> ids = ids(together.stream());
      List<T> found = new ArrayList<>();
      for (int from = 0; from < ids.size(); from += MOST_VALUES) {
        if (from > 0) {
          attempt.read(action);
        }
        int to = Math.min(ids.size(), from + MOST_VALUES);
        found.addAll(read.of(ids.subList(from, to), attempt, timeLeft));
      }
      return asked -> List.copyOf(found);
    }

    private static List<String> ids(Stream<List<String>> asked) {
      return asked.flatMap(List::stream).distinct().toList();
    }
  }

  /**
   * A route as it should be.
   *
   * @param table the route table
   * @param destination the VIP as a block of one address
   * @param networkInterface the target
   */
  record Hop(String table, String destination, String networkInterface) {
    boolean isIpv6() {
      return destination.contains(":");
    }
  }

  /**
   * Where an Elastic IP should be associated.
   *
   * @param allocation the Elastic IP
   * @param networkInterface the network interface
   * @param privateAddress the private address on it
   */
  record Place(String allocation, String networkInterface, String privateAddress) {}

  /**
   * Returns those of the tables that exist, and possibly others. The tables are read by a filter,
   * so a missing one does not hide the others.
   */
  List<RouteTable> routeTables(List<String> ids, Attempt attempt) {
    return tables.ask(ids, attempt);
  }

  private List<RouteTable> tables(List<String> ids, Attempt attempt, Duration timeLeft) {
    List<RouteTable> tables = new ArrayList<>();
    Optional<String> next = Optional.empty();
    int pages = 0;
    do {
      if (next.isPresent()) {
        attempt.read(DESCRIBE_TABLES);
      }
      DescribeRouteTablesResponse page = tables(ids, next, timeLeft);
      tables.addAll(page.routeTables());
      next = Optional.ofNullable(page.nextToken()).filter(token -> !token.isEmpty());
      pages++;
    } while (next.isPresent() && pages < MOST_PAGES);
    if (next.isPresent()) {
      throw new ActuatorException(
          ActuatorException.Kind.TRANSIENT,
          DESCRIBE_TABLES,
          "",
          "more than " + MOST_PAGES + " pages of route tables");
    }
    return tables;
  }

  private DescribeRouteTablesResponse tables(
      List<String> ids, Optional<String> from, Duration timeLeft) {
    Filter filter = Filter.builder().name("route-table-id").values(ids).build();
    return Calls.allowedRead(
        timeLeft,
        DESCRIBE_TABLES,
        within ->
            client.describeRouteTables(
                request -> {
                  request.filters(filter).overrideConfiguration(within);
                  from.ifPresent(request::nextToken);
                }));
  }

  /** Returns those of the network interfaces that exist. */
  List<NetworkInterface> networkInterfaces(List<String> ids, Attempt attempt) {
    Filter filter = Filter.builder().name("network-interface-id").values(ids).build();
    DescribeNetworkInterfacesResponse found =
        Calls.read(
            attempt,
            DESCRIBE_INTERFACES,
            within ->
                client.describeNetworkInterfaces(
                    request -> request.filters(filter).overrideConfiguration(within)));
    return found.networkInterfaces();
  }

  /** Reads an Elastic IP. */
  Address address(String allocation, Attempt attempt) {
    return addresses.ask(List.of(allocation), attempt).stream()
        .filter(address -> allocation.equals(address.allocationId()))
        .findFirst()
        .orElseThrow(
            () ->
                new ActuatorException(
                    ActuatorException.Kind.PERMANENT,
                    DESCRIBE_ADDRESSES,
                    "InvalidAllocationID.NotFound",
                    "there is no Elastic IP " + allocation));
  }

  private List<Address> addresses(List<String> ids, Attempt unused, Duration timeLeft) {
    Filter filter = Filter.builder().name("allocation-id").values(ids).build();
    DescribeAddressesResponse found =
        Calls.allowedRead(
            timeLeft,
            DESCRIBE_ADDRESSES,
            within ->
                client.describeAddresses(
                    request -> request.filters(filter).overrideConfiguration(within)));
    return found.addresses();
  }

  /** Changes the target of an existing route. The attempt was asked before. */
  void replaceRoute(Hop hop, Duration timeLeft) {
    ReplaceRouteResponse unused =
        Calls.allowedWrite(
            timeLeft, REPLACE_ROUTE, within -> replaceRoute(hop, Optional.empty(), within));
  }

  /** Creates a missing route. The attempt was asked before. */
  void createRoute(Hop hop, Duration timeLeft) {
    CreateRouteResponse unused =
        Calls.allowedWrite(
            timeLeft, CREATE_ROUTE, within -> createRoute(hop, Optional.empty(), within));
  }

  /** Disassociates an Elastic IP, if it still has the association whose id was read. */
  void disassociate(String association, Attempt attempt) {
    DisassociateAddressResponse unused =
        Calls.write(
            attempt, DISASSOCIATE, within -> disassociate(association, Optional.empty(), within));
  }

  /** Associates an Elastic IP, if it is not associated elsewhere. */
  void associate(Place place, Attempt attempt) {
    AssociateAddressResponse unused =
        Calls.write(attempt, ASSOCIATE, within -> associate(place, Optional.empty(), within));
  }

  /** Tests whether a route could be replaced. */
  void tryReplaceRoute(Hop hop, Attempt attempt) {
    tryOut(attempt, REPLACE_ROUTE, within -> replaceRoute(hop, Optional.of(true), within));
  }

  /** Tests whether a route could be created. */
  void tryCreateRoute(Hop hop, Attempt attempt) {
    tryOut(attempt, CREATE_ROUTE, within -> createRoute(hop, Optional.of(true), within));
  }

  /** Tests whether an Elastic IP could be disassociated. */
  void tryDisassociate(String association, Attempt attempt) {
    tryOut(attempt, DISASSOCIATE, within -> disassociate(association, Optional.of(true), within));
  }

  /** Tests whether an Elastic IP could be associated. */
  void tryAssociate(Place place, Attempt attempt) {
    tryOut(attempt, ASSOCIATE, within -> associate(place, Optional.of(true), within));
  }

  /** With DryRun, success is reported by an error: {@code DryRunOperation}. */
  private static void tryOut(
      Attempt attempt, String action, Function<AwsRequestOverrideConfiguration, ?> call) {
    try {
      Object unused = Calls.read(attempt, action, call);
    } catch (ActuatorException refusal) {
      if (!refusal.code().equals("DryRunOperation")) {
        throw refusal;
      }
    }
  }

  private ReplaceRouteResponse replaceRoute(
      Hop hop, Optional<Boolean> dryRun, AwsRequestOverrideConfiguration within) {
    return client.replaceRoute(
        request -> {
          request
              .routeTableId(hop.table())
              .networkInterfaceId(hop.networkInterface())
              .overrideConfiguration(within);
          dryRun.ifPresent(request::dryRun);
          if (hop.isIpv6()) {
            request.destinationIpv6CidrBlock(hop.destination());
          } else {
            request.destinationCidrBlock(hop.destination());
          }
        });
  }

  private CreateRouteResponse createRoute(
      Hop hop, Optional<Boolean> dryRun, AwsRequestOverrideConfiguration within) {
    return client.createRoute(
        request -> {
          request
              .routeTableId(hop.table())
              .networkInterfaceId(hop.networkInterface())
              .overrideConfiguration(within);
          dryRun.ifPresent(request::dryRun);
          if (hop.isIpv6()) {
            request.destinationIpv6CidrBlock(hop.destination());
          } else {
            request.destinationCidrBlock(hop.destination());
          }
        });
  }

  private DisassociateAddressResponse disassociate(
      String association, Optional<Boolean> dryRun, AwsRequestOverrideConfiguration within) {
    return client.disassociateAddress(
        request -> {
          request.associationId(association).overrideConfiguration(within);
          dryRun.ifPresent(request::dryRun);
        });
  }

  private AssociateAddressResponse associate(
      Place place, Optional<Boolean> dryRun, AwsRequestOverrideConfiguration within) {
    return client.associateAddress(
        request -> {
          request
              .allocationId(place.allocation())
              .networkInterfaceId(place.networkInterface())
              .privateIpAddress(place.privateAddress())
              .allowReassociation(false)
              .overrideConfiguration(within);
          dryRun.ifPresent(request::dryRun);
        });
  }

  @Override
  public void close() {
    client.close();
  }
}
