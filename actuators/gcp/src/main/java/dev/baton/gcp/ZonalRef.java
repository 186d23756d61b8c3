package dev.baton.gcp;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a resource of a zone by the last part of its URL.
 *
 * @param zone for example {@code europe-west3-a}
 * @param collection the kind of resource
 * @param name the resource's own name
 */
record ZonalRef(String zone, Collection collection, String name) {
  private static final Pattern FORM = Pattern.compile("zones/([^/]+)/([A-Za-z]+)/([^/]+)");
  private static final Pattern URL =
      Pattern.compile("(?:.*/)?projects/([^/]+)/(zones/[^/]+/[^/]+/[^/]+)");

  /** The kinds of resources that the actuators use. */
  enum Collection {
    INSTANCE_GROUPS("instanceGroups"),
    NETWORK_ENDPOINT_GROUPS("networkEndpointGroups"),
    INSTANCES("instances");

    private final String segment;

    Collection(String segment) {
      this.segment = segment;
    }
  }

  /** Reads {@code zones/<zone>/<collection>/<name>}; empty for any other form. */
  static Optional<ZonalRef> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return collection(matcher.group(2))
        .map(found -> new ZonalRef(matcher.group(1), found, matcher.group(3)));
  }

  private static Optional<Collection> collection(String segment) {
    for (Collection collection : Collection.values()) {
      if (collection.segment.equals(segment)) {
        return Optional.of(collection);
      }
    }
    return Optional.empty();
  }

  /**
   * Tells whether a URL from the platform names this resource. The platform may write the project's
   * number instead of its id; the two cannot be compared, so the project is then not checked.
   */
  boolean isNamedBy(String url, String project) {
    Matcher matcher = URL.matcher(url);
    return matcher.matches()
        && matcher.group(2).equals(path())
        && (matcher.group(1).toLowerCase(Locale.ROOT).equals(project)
            || matcher.group(1).chars().allMatch(Character::isDigit));
  }

  /** Returns {@code zones/<zone>/<collection>/<name>}. */
  String path() {
    return "zones/" + zone + "/" + collection.segment + "/" + name;
  }

  /** Returns the partial URL that requests use. */
  String url(String project) {
    return "projects/" + project + "/" + path();
  }
}
