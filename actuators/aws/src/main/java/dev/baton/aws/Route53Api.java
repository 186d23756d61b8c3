package dev.baton.aws;

import dev.baton.spi.Attempt;
import dev.baton.spi.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.GetChangeResponse;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The calls to Route 53 that the mover makes; every error comes as a {@link Refusal}. */
final class Route53Api implements AutoCloseable {
  static final String GET_ZONE = "route53:GetHostedZone";
  static final String LIST = "route53:ListResourceRecordSets";
  static final String CHANGE = "route53:ChangeResourceRecordSets";
  static final String GET_CHANGE = "route53:GetChange";

  private static final String PAGE = "100";
  private static final int MOST_PAGES = 10;

  private final Route53Client client;
  private final String zone;

  Route53Api(Access access, String zone) {
    this.client = access.route53();
    this.zone = zone;
  }

  /** Reads the zone and who serves it. */
  GetHostedZoneResponse zone(Attempt attempt) {
    return Calls.read(
        attempt,
        GET_ZONE,
        within -> client.getHostedZone(request -> request.id(zone).overrideConfiguration(within)));
  }

  /**
   * Lists every record set of a name. Route 53 lists by name from the one that is asked for on, and
   * goes on with others where that one ends or is missing.
   */
  List<ResourceRecordSet> sets(String name, Attempt attempt) {
    List<ResourceRecordSet> sets = new ArrayList<>();
    Optional<ListResourceRecordSetsResponse> before = Optional.empty();
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      ListResourceRecordSetsResponse page = page(name, before, attempt);
      page.resourceRecordSets().stream()
          .filter(set -> name.equalsIgnoreCase(set.name()))
          .forEach(sets::add);
      boolean more =
          Boolean.TRUE.equals(page.isTruncated()) && name.equalsIgnoreCase(page.nextRecordName());
      if (!more) {
        return sets;
      }
      before = Optional.of(page);
    }
    throw new Refusal(
        Refusal.Kind.PERMANENT, LIST, "", name + " has more record sets than can be right");
  }

  private ListResourceRecordSetsResponse page(
      String name, Optional<ListResourceRecordSetsResponse> before, Attempt attempt) {
    return Calls.read(
        attempt,
        LIST,
        within ->
            client.listResourceRecordSets(
                request -> {
                  request
                      .hostedZoneId(zone)
                      .startRecordName(name)
                      .maxItems(PAGE)
                      .overrideConfiguration(within);
                  before.ifPresent(
                      page ->
                          request
                              .startRecordType(page.nextRecordType())
                              .startRecordIdentifier(page.nextRecordIdentifier()));
                }));
  }

  /** Makes all changes or none; returns the id under which they can be followed. */
  String change(List<Change> changes, String comment, Attempt attempt) {
    ChangeResourceRecordSetsResponse made =
        Calls.write(
            attempt,
            CHANGE,
            within ->
                client.changeResourceRecordSets(
                    request ->
                        request
                            .hostedZoneId(zone)
                            .changeBatch(batch -> batch.changes(changes).comment(comment))
                            .overrideConfiguration(within)));
    return made.changeInfo().id();
  }

  /** Tells whether every name server has a change. */
  boolean isInSync(String change, Attempt attempt) {
    GetChangeResponse seen =
        Calls.read(
            attempt,
            GET_CHANGE,
            within ->
                client.getChange(request -> request.id(change).overrideConfiguration(within)));
    return seen.changeInfo().status() == ChangeStatus.INSYNC;
  }

  @Override
  public void close() {
    client.close();
  }
}
