package dev.baton.aws;

import dev.baton.aws.Route53Settings.Answer;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Sets a name's A and AAAA records to the node's addresses, both at once.
 *
 * <p>It compares and sets: one batch deletes the sets exactly as they were read, and creates the
 * new ones. Route 53 does all of a batch or nothing. So a batch of a superseded actuator is refused
 * as a whole.
 */
final class Route53Actuator implements Actuator {
  static final String KIND = "aws-route53";

  private final ClusterDefinition definition;
  private final Route53Settings settings;
  private final Duration pollEvery;
  private final Shared.Share<Route53Api> shared;
  private final Route53Api api;
  private final ZoneAuthority authority;

  /**
   * Creates the actuator.
   *
   * @param pollEvery the pause between two reads of a running change
   */
  Route53Actuator(
      ClusterDefinition definition,
      Route53Settings settings,
      Shared.Share<Route53Api> shared,
      Duration pollEvery) {
    this.definition = definition;
    this.settings = settings;
    this.pollEvery = pollEvery;
    this.shared = shared;
    this.api = shared.get();
    this.authority = new ZoneAuthority(settings, api);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<ApiCall> calls() {
    String arn = settings.access().arn() + ":route53:::";
    String zone = arn + "hostedzone/" + settings.zone();
    return List.of(
        new ApiCall(Route53Api.GET_ZONE, zone, false, "read who serves the zone"),
        new ApiCall(Route53Api.LIST, zone, false, "read what the name says"),
        new ApiCall(Route53Api.CHANGE, zone, true, "make it say something else"),
        new ApiCall(Route53Api.GET_CHANGE, arn + "change/*", false, "follow a change"));
  }

  @Override
  public Preflight preflight(Attempt attempt) {
    return new Route53Preflight(definition, settings, api).look(attempt);
  }

  /**
   * The change is made when Route 53 accepts the batch. The actuator then waits for a while until
   * all name servers have it, and states the result in the receipt. It is no failure if some do not
   * have it yet.
   */
  @Override
  public Receipt apply(Assignment assignment, Attempt attempt) {
    List<Answer> answers = Targets.of(assignment.node(), settings.answers(), "ipv4");
    List<ResourceRecordSet> before = api.sets(settings.name(), attempt);
    RecordSets.unfit(before)
        .ifPresent(
            why -> {
              throw new ActuatorException(
                  ActuatorException.Kind.PERMANENT,
                  Route53Api.CHANGE,
                  "",
                  settings.name() + " " + why);
            });
    List<Change> batch = RecordSets.changes(settings.name(), settings.ttl(), answers, before);
    if (batch.isEmpty()) {
      return new Receipt(List.of(), keep(List.of()));
    }
    String id = api.change(settings.name(), batch, comment(assignment), attempt);
    List<String> changes =
        batch.stream()
            .map(it -> it.actionAsString() + " " + RecordSets.words(it.resourceRecordSet()))
            .toList();
    changes.forEach(change -> attempt.did(settings.name(), change));
    return new Receipt(changes, followed(id, attempt) + "; " + keep(before) + " after that");
  }

  private static String comment(Assignment assignment) {
    return "baton "
        + assignment.cluster()
        + " epoch "
        + assignment.epoch()
        + " node "
        + assignment.node();
  }

  /** Resolvers may keep the old answer for the old TTL. */
  private String keep(List<ResourceRecordSet> before) {
    long ttl =
        LongStream.concat(
                LongStream.of(settings.ttl()),
                before.stream().filter(set -> set.ttl() != null).mapToLong(ResourceRecordSet::ttl))
            .max()
            .orElse(0);
    return "resolvers may keep an earlier answer for " + ttl + " s";
  }

  private String followed(String id, Attempt attempt) {
    String pending = "change " + id + " is accepted, but name servers may not have it yet";
    long end = System.nanoTime() + settings.inSyncWait().toNanos();
    try {
      while (!api.isInSync(id, attempt)) {
        boolean patient = System.nanoTime() < end;
        if (!patient || !attempt.follow(Route53Api.GET_CHANGE, pending, pollEvery)) {
          return pending;
        }
      }
      attempt.did(settings.name(), "all name servers have it");
      return "all name servers have the change";
    } catch (ActuatorException refusal) {
      if (refusal.kind() == ActuatorException.Kind.SUPERSEDED) {
        throw refusal;
      }
      return "change " + id + " is accepted, but could not be followed: " + refusal.getMessage();
    }
  }

  @Override
  public Verification verify(Assignment assignment, Attempt attempt) {
    try {
      List<Answer> answers = Targets.of(assignment.node(), settings.answers(), "ipv4");
      List<ResourceRecordSet> sets = api.sets(settings.name(), attempt);
      List<String> evidence = new ArrayList<>();
      boolean here = RecordSets.unfit(sets).isEmpty();
      for (Answer answer : answers) {
        Optional<ResourceRecordSet> set = RecordSets.of(answer.type(), sets);
        here &=
            set.filter(it -> RecordSets.says(it, answer))
                .filter(it -> !RecordSets.isKeptLonger(it, settings.ttl()))
                .isPresent();
        evidence.add(
            settings.name()
                + " "
                + set.map(RecordSets::words).orElse(answer.type() + ": no record set"));
      }
      if (here) {
        ZoneAuthority.Heard heard = authority.hear(answers, attempt);
        here = !heard.contradicts();
        evidence.addAll(heard.evidence());
      }
      return new Verification(here ? Where.HERE : Where.ELSEWHERE, evidence);
    } catch (ActuatorException refusal) {
      return new Verification(Where.UNKNOWN, List.of(String.valueOf(refusal.getMessage())));
    }
  }

  @Override
  public void close() {
    authority.close();
    shared.close();
  }
}
