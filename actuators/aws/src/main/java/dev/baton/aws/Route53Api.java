package dev.baton.aws;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.GetChangeResponse;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * The calls to Route 53 that the actuators of one zone make. Every error becomes an {@link
 * ActuatorException}. What several passes need at about the same time shares one call, because an
 * account has few calls a second and a zone takes one batch at a time.
 */
final class Route53Api implements Shared.Client {
  static final String GET_ZONE = "route53:GetHostedZone";
  static final String LIST = "route53:ListResourceRecordSets";
  static final String CHANGE = "route53:ChangeResourceRecordSets";
  static final String GET_CHANGE = "route53:GetChange";

  private static final Duration PATIENCE = Duration.ofMillis(20);

  /** Route 53 refuses a batch while it works on the last one: PriorRequestNotComplete. */
  private static final Duration BATCH_PATIENCE = Duration.ofMillis(500);

  private final Route53Client client;
  private final String zone;
  private final JointCall<String, List<ResourceRecordSet>> sets;
  private final JointCall<Wish, Optional<String>> changes;
  private final JointCall<String, Boolean> inSync = new JointCall<>(PATIENCE, new Following());

  /**
   * The zone of all calls.
   *
   * @param access the API
   * @param id the hosted zone
   */
  record Zone(Access access, String id) {}

  Route53Api(Zone zone) {
    this.client = zone.access().route53();
    this.zone = zone.id();
    this.sets = new JointCall<>(PATIENCE, new ZoneReading(client, zone.id()));
    this.changes = new JointCall<>(BATCH_PATIENCE, new ZoneChange(client, zone.id()));
  }

  /** Reads the zone and its name servers. */
  GetHostedZoneResponse zone(Attempt attempt) {
    return Calls.read(
        attempt,
        GET_ZONE,
        within -> client.getHostedZone(request -> request.id(zone).overrideConfiguration(within)));
  }

  /** Lists every record set of a name. */
  List<ResourceRecordSet> sets(String name, Attempt attempt) {
    return sets.ask(name, attempt);
  }

  /**
   * Makes all changes of a name, or none. Returns the change's id, by which it can be followed. The
   * batch may contain changes of other names.
   */
  String change(String name, List<Change> batch, String comment, Attempt attempt) {
    Wish wish = new Wish(name, batch, comment);
    Optional<String> change = Optional.empty();
    while (change.isEmpty()) {
      change = changes.ask(wish, attempt);
    }
    return change.orElseThrow();
  }

  /** Tells whether every name server has a change. */
  boolean isInSync(String change, Attempt attempt) {
    return inSync.ask(change, attempt);
  }

  /** Reads of the same change share one call; each change needs a call of its own. */
  private final class Following implements JointCall.Work<String, Boolean> {
    @Override
    public String action() {
      return GET_CHANGE;
    }

    @Override
    public boolean isWrite() {
      return false;
    }

    @Override
    public boolean fits(List<String> together, String another) {
      return together.contains(another);
    }

    @Override
    public Function<String, Boolean> make(
        List<String> together, Attempt attempt, Duration timeLeft) {
      GetChangeResponse seen =
          Calls.allowedRead(
              timeLeft,
              GET_CHANGE,
              within ->
                  client.getChange(
                      request -> request.id(together.get(0)).overrideConfiguration(within)));
      boolean inSync = seen.changeInfo().status() == ChangeStatus.INSYNC;
      return change -> inSync;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
