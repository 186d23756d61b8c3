package dev.baton.aws;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Reads the record sets of several names of a zone. Route 53 lists from a name on, in its own
 * order. The rest of such a page serves the names that come later. A page is requested for every
 * name that no earlier page contained, so no name is taken for missing because its place in the
 * order was guessed wrong.
 */
record ZoneReading(Route53Client client, String zone)
    implements JointCall.Work<String, List<ResourceRecordSet>> {
  /** The largest page (API reference, ListResourceRecordSets). */
  private static final String PAGE = "300";

  /** The order of a list: by labels, the last one first (API reference, ListResourceRecordSets). */
  private static final Comparator<String> ORDER = Comparator.comparing(ZoneReading::reversed);

  private static final int MOST_NAMES = 1_000;
  private static final int MOST_PAGES_OF_A_NAME = 10;

  @Override
  public String action() {
    return Route53Api.LIST;
  }

  @Override
  public boolean isWrite() {
    return false;
  }

  @Override
  public boolean fits(List<String> together, String another) {
    return together.size() < MOST_NAMES;
  }

  @Override
  public Function<String, List<ResourceRecordSet>> make(
      List<String> together, Attempt attempt, Duration timeLeft) {
    Map<String, List<ResourceRecordSet>> found = new HashMap<>();
    TreeSet<String> left = new TreeSet<>(ORDER);
    together.forEach(name -> left.add(lower(name)));
    boolean first = true;
    while (!left.isEmpty()) {
      String name = left.first();
      if (!first) {
        attempt.read(Route53Api.LIST);
      }
      first = false;
      ListResourceRecordSetsResponse page = page(name, Optional.empty(), timeLeft);
      Map<String, List<ResourceRecordSet>> whole = whole(page);
      if (!whole.containsKey(name)) {
        whole.put(name, all(name, page, attempt, timeLeft));
      }
      whole.forEach(
          (there, sets) -> {
            if (left.remove(there)) {
              found.put(there, List.copyOf(sets));
            }
          });
    }
    return name -> found.get(lower(name));
  }

  /**
   * Returns the sets of every name that the page contains completely. The last name may go on on
   * the next page.
   */
  private static Map<String, List<ResourceRecordSet>> whole(ListResourceRecordSetsResponse page) {
    Map<String, List<ResourceRecordSet>> sets = new HashMap<>();
    page.resourceRecordSets()
        .forEach(
            set -> sets.computeIfAbsent(lower(set.name()), name -> new ArrayList<>()).add(set));
    next(page).ifPresent(sets::remove);
    return sets;
  }

  /** Returns the name with which the next page begins. This page may contain a part of it. */
  private static Optional<String> next(ListResourceRecordSetsResponse page) {
    return Optional.ofNullable(page.nextRecordName())
        .filter(name -> Boolean.TRUE.equals(page.isTruncated()))
        .map(ZoneReading::lower);
  }

  /**
   * Returns the sets of the name with which that page begins. There may be none, and they may go on
   * on further pages.
   */
  private List<ResourceRecordSet> all(
      String name, ListResourceRecordSetsResponse first, Attempt attempt, Duration timeLeft) {
    List<ResourceRecordSet> sets = new ArrayList<>();
    ListResourceRecordSetsResponse page = first;
    for (int pages = 1; pages <= MOST_PAGES_OF_A_NAME; pages++) {
      page.resourceRecordSets().stream()
          .filter(set -> name.equals(lower(set.name())))
          .forEach(sets::add);
      if (next(page).filter(name::equals).isEmpty()) {
        return sets;
      }
      attempt.read(Route53Api.LIST);
      page = page(name, Optional.of(page), timeLeft);
    }
    throw new ActuatorException(
        ActuatorException.Kind.PERMANENT,
        Route53Api.LIST,
        "",
        name + " has more record sets than can be right");
  }

  private ListResourceRecordSetsResponse page(
      String name, Optional<ListResourceRecordSetsResponse> before, Duration timeLeft) {
    return Calls.allowedRead(
        timeLeft,
        Route53Api.LIST,
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

  private static String reversed(String name) {
    List<String> labels = Arrays.asList(name.split("\\."));
    Collections.reverse(labels);
    return String.join(".", labels);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
