package dev.baton.aws;

import dev.baton.aws.Ec2Api.Place;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.ApiCall;
import dev.baton.spi.Assignment;
import dev.baton.spi.Attempt;
import dev.baton.spi.Preflight;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import dev.baton.spi.Verification.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Address;

/**
 * Associates an Elastic IP with a private address of the node's network interface.
 *
 * <p>It compares and sets: each association has an id of its own. The association that was read is
 * ended by its id, which does not affect a later one. The new association is made without
 * reassociation, so it fails if another writer was faster. An actuator that is paused between the
 * two calls can leave the Elastic IP free, but can never take it away from a later holder.
 */
final class EipActuator implements Actuator {
  static final String KIND = "aws-eip";
  private static final String EXPECTATION =
      "connections through the Elastic IP end; about a second without it while it moved";

  private final ClusterDefinition definition;
  private final EipSettings settings;
  private final Shared.Share<Ec2Api> shared;
  private final Ec2Api ec2;

  EipActuator(ClusterDefinition definition, EipSettings settings, Shared.Share<Ec2Api> shared) {
    this.definition = definition;
    this.settings = settings;
    this.shared = shared;
    this.ec2 = shared.get();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<ApiCall> calls() {
    String account = settings.access().arn() + ":ec2:" + settings.access().region() + ":*:";
    String elasticIp = account + "elastic-ip/" + settings.allocation();
    List<ApiCall> calls = new ArrayList<>();
    calls.add(new ApiCall(Ec2Api.DESCRIBE_ADDRESSES, "*", false, "read what has the Elastic IP"));
    calls.add(
        new ApiCall(
            Ec2Api.DESCRIBE_INTERFACES, "*", false, "look at nodes' interfaces beforehand"));
    calls.add(new ApiCall(Ec2Api.DISASSOCIATE, elasticIp, true, "release the tie last seen"));
    calls.add(new ApiCall(Ec2Api.ASSOCIATE, elasticIp, true, "tie it to the node"));
    settings.places().values().stream()
        .map(place -> account + "network-interface/" + place.networkInterface())
        .distinct()
        .forEach(
            resource -> {
              calls.add(new ApiCall(Ec2Api.DISASSOCIATE, resource, true, "release its tie"));
              calls.add(new ApiCall(Ec2Api.ASSOCIATE, resource, true, "tie it to this node"));
            });
    return List.copyOf(calls);
  }

  @Override
  public Preflight preflight(Attempt attempt) {
    return new EipPreflight(definition, settings, ec2).look(attempt);
  }

  @Override
  public Receipt apply(Assignment assignment, Attempt attempt) {
    Place place = Targets.of(assignment.node(), settings.places(), "eni");
    Address before = ec2.address(settings.allocation(), attempt);
    if (isAt(before, place)) {
      return new Receipt(List.of(), "");
    }
    List<String> changes = new ArrayList<>();
    Optional<String> tie = tie(before);
    if (tie.isPresent()) {
      ec2.disassociate(tie.orElseThrow(), attempt);
      note(changes, attempt, "released from " + where(before));
    }
    ec2.associate(place, attempt);
    note(changes, attempt, "tied to " + place.networkInterface() + " at " + place.privateAddress());
    return new Receipt(changes, EXPECTATION);
  }

  private void note(List<String> changes, Attempt attempt, String what) {
    attempt.did(settings.allocation(), what);
    changes.add(settings.allocation() + ": " + what);
  }

  @Override
  public Verification verify(Assignment assignment, Attempt attempt) {
    try {
      Place place = Targets.of(assignment.node(), settings.places(), "eni");
      Address seen = ec2.address(settings.allocation(), attempt);
      return new Verification(
          isAt(seen, place) ? Where.HERE : Where.ELSEWHERE,
          List.of(settings.allocation() + " (" + seen.publicIp() + "): " + where(seen)));
    } catch (ActuatorException refusal) {
      return new Verification(Where.UNKNOWN, List.of(String.valueOf(refusal.getMessage())));
    }
  }

  static Optional<String> tie(Address address) {
    return Optional.ofNullable(address.associationId()).filter(id -> !id.isEmpty());
  }

  private static boolean isAt(Address address, Place place) {
    return place.allocation().equals(address.allocationId())
        && place.networkInterface().equals(address.networkInterfaceId())
        && place.privateAddress().equals(address.privateIpAddress());
  }

  private static String where(Address address) {
    return tie(address)
        .map(
            tie ->
                address.networkInterfaceId()
                    + " at "
                    + address.privateIpAddress()
                    + " ("
                    + tie
                    + ")")
        .orElse("nobody");
  }

  @Override
  public void close() {
    shared.close();
  }
}
