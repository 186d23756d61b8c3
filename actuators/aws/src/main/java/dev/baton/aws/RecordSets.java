package dev.baton.aws;

import dev.baton.aws.Route53Settings.Answer;
import dev.baton.model.Vip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Compares the record sets of a name with the wanted answers, and builds the changes. */
final class RecordSets {
  private RecordSets() {}

  static Optional<ResourceRecordSet> of(RRType type, List<ResourceRecordSet> sets) {
    return sets.stream().filter(set -> set.type() == type).findFirst();
  }

  /** Tells whether the set has this answer and no other. */
  static boolean says(ResourceRecordSet set, Answer answer) {
    return set.resourceRecords().size() == 1
        && isSame(set.resourceRecords().get(0).value(), answer.address());
  }

  /**
   * Tells whether resolvers keep the answer longer than that, so that clients notice a move late.
   */
  static boolean isKeptLonger(ResourceRecordSet set, long ttl) {
    return set.ttl() != null && set.ttl() > ttl;
  }

  /** Tells whether two texts are the same address; IPv6 addresses have several forms. */
  static boolean isSame(String text, String address) {
    try {
      return new Vip(text).address().equals(address);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Returns why a name cannot be moved: the actuator does not change a name with a routing policy,
   * an alias or a CNAME.
   */
  static Optional<String> unfit(List<ResourceRecordSet> sets) {
    for (ResourceRecordSet set : sets) {
      if (set.type() == RRType.CNAME) {
        return Optional.of("is a CNAME");
      }
      boolean address = set.type() == RRType.A || set.type() == RRType.AAAA;
      if (address && set.aliasTarget() != null) {
        return Optional.of(set.typeAsString() + " is an alias");
      }
      if (address && set.setIdentifier() != null) {
        return Optional.of(set.typeAsString() + " has a routing policy: " + set.setIdentifier());
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the changes that give the name these answers with this TTL; empty if there is nothing
   * to change. Existing sets are deleted exactly as they were read. If a set is different by now,
   * Route 53 refuses the deletion and the whole batch.
   */
  static List<Change> changes(
      String name, long ttl, List<Answer> answers, List<ResourceRecordSet> before) {
    List<Change> changes = new ArrayList<>();
    for (Answer answer : answers) {
      Optional<ResourceRecordSet> old = of(answer.type(), before);
      boolean inPlace = old.filter(set -> says(set, answer) && set.ttl() == ttl).isPresent();
      if (!inPlace) {
        old.ifPresent(set -> changes.add(change(ChangeAction.DELETE, set)));
        ResourceRecordSet.Builder next =
            old.map(ResourceRecordSet::toBuilder)
                .orElseGet(() -> ResourceRecordSet.builder().name(name).type(answer.type()));
        ResourceRecord record = ResourceRecord.builder().value(answer.address()).build();
        changes.add(change(ChangeAction.CREATE, next.ttl(ttl).resourceRecords(record).build()));
      }
    }
    return changes;
  }

  /** Describes a set in words. */
  static String words(ResourceRecordSet set) {
    return set.typeAsString()
        + " "
        + set.resourceRecords().stream().map(ResourceRecord::value).toList()
        + " TTL "
        + set.ttl();
  }

  private static Change change(ChangeAction action, ResourceRecordSet set) {
    return Change.builder().action(action).resourceRecordSet(set).build();
  }
}
