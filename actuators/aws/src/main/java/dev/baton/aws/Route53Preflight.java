package dev.baton.aws;

import dev.baton.aws.Route53Settings.Answer;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.spi.Attempt;
import dev.baton.spi.Preflight;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Checks the zone and the record sets of the name. */
final class Route53Preflight {
  /** With a longer TTL, in seconds, a move of the name is hardly a failover. */
  private static final long LONG_TTL = 60;

  private final ClusterDefinition definition;
  private final Route53Settings settings;
  private final Route53Api api;
  private final Findings findings = new Findings();

  Route53Preflight(ClusterDefinition definition, Route53Settings settings, Route53Api api) {
    this.definition = definition;
    this.settings = settings;
    this.api = api;
  }

  Preflight look(Attempt attempt) {
    findings.coverage(
        definition, settings.answers().keySet(), ours().contains(RRType.A) ? "ipv4" : "ipv6");
    findings.look(settings.zone(), () -> api.zone(attempt)).ifPresent(this::zone);
    findings.look(settings.name(), () -> api.sets(settings.name(), attempt)).ifPresent(this::sets);
    findings.doubtful(
        settings.zone(),
        Route53Api.CHANGE + " cannot be tried: Route 53 has no dry run",
        "check the policy, or make a planned move");
    findings.unguarded(settings.name(), settings.gatePorts());
    return findings.preflight(settings.access());
  }

  private void zone(GetHostedZoneResponse zone) {
    String name = zone.hostedZone().name().toLowerCase(Locale.ROOT);
    if (settings.name().equals(name) || settings.name().endsWith("." + name)) {
      findings.good(settings.zone(), "is " + name);
    } else {
      findings.refused(
          settings.zone(),
          "is " + name + ", in which " + settings.name() + " is not",
          "correct hosted-zone-id or record-name");
    }
  }

  private void sets(List<ResourceRecordSet> sets) {
    Optional<String> unfit = RecordSets.unfit(sets);
    if (unfit.isPresent()) {
      findings.refused(
          settings.name(), unfit.orElseThrow(), "give the name plain A and AAAA record sets");
      return;
    }
    for (RRType type : List.of(RRType.A, RRType.AAAA)) {
      RecordSets.of(type, sets).ifPresent(set -> set(set, ours().contains(type)));
    }
    if (sets.isEmpty()) {
      findings.doubtful(settings.name(), "does not exist", "the first move makes it");
    }
  }

  /** Returns the record types that the name should have; the same for all nodes. */
  private List<RRType> ours() {
    return settings.answers().values().iterator().next().stream().map(Answer::type).toList();
  }

  private void set(ResourceRecordSet set, boolean ours) {
    if (!ours) {
      findings.refused(
          settings.name(),
          "would keep " + RecordSets.words(set) + " wherever the rest moves",
          "delete it, or name this family's address of every node");
    } else if (set.resourceRecords().size() > 1) {
      findings.refused(
          settings.name(),
          "has several values, of which a move would leave one: " + RecordSets.words(set),
          "leave the holder's address alone in it, or move another name");
    } else if (set.ttl() != null && set.ttl() > LONG_TTL) {
      findings.doubtful(
          settings.name(),
          RecordSets.words(set) + ": resolvers keep it long after the first move",
          "lower it to ttl beforehand");
    } else {
      findings.good(settings.name(), RecordSets.words(set));
    }
  }
}
