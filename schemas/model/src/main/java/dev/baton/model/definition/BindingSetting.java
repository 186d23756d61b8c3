package dev.baton.model.definition;

import dev.baton.model.Bounds;
import dev.baton.model.Spelling;
import dev.baton.model.Vip;
import dev.baton.model.definition.BindingCatalog.Complaint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A setting that a kind of binding can be told.
 *
 * @param key its key; one that ends with a dot is followed by a node's name
 * @param need when it has to be there
 * @param shape of what form its value is
 */
record BindingSetting(String key, Need need, Shape shape) {

  /** When a setting has to be there. */
  enum Need {
    /** Always. */
    REQUIRED,
    /** Never. */
    OPTIONAL,
    /** For each member. */
    EACH_NODE,
    /** For each member, or for none. */
    ALL_OR_NONE
  }

  /** The forms of values. */
  enum Shape {
    /** A network interface. */
    INTERFACE("an interface's name, 1 to 15 characters", "[^\\s/:]{1,15}"),
    /** A region of a cloud. */
    REGION("a region, for example eu-central-1", "[a-z]{2,}(-[a-z0-9]+)+"),
    /** Where an API is. */
    URL("http://host:port or https://host:port", "https?://[^/?#\\s]+/?"),
    /** Route tables of AWS. */
    ROUTE_TABLES("ids of route tables (rtb-...), separated by commas", ids("rtb-")),
    /** A network interface of AWS. */
    NETWORK_INTERFACE("a network interface's id (eni-...)", "eni-[0-9A-Za-z]+"),
    /** An Elastic IP. */
    ALLOCATION("an Elastic IP's allocation id (eipalloc-...)", "eipalloc-[0-9A-Za-z]+"),
    /** Yes or no. */
    FLAG("true or false", "true|false"),
    /** An id. */
    WORD("an id of letters and digits", "[0-9A-Za-z]+"),
    /** A name in DNS. */
    HOST_NAME("a host's name", hostName()),
    /** Seconds, at most a day. */
    SECONDS_OF_A_DAY("a number of seconds from 0 to 86400", number(86_400)),
    /** Seconds, at most five minutes. */
    SECONDS_TO_300("a number of seconds from 0 to 300", number(300)),
    /** Name servers. */
    SERVERS("host or host:port, separated by commas", servers()),
    /** An IPv4 address. */
    IPV4("an IPv4 address", text -> isAddress(text, false)),
    /** An IPv6 address. */
    IPV6("an IPv6 address", text -> isAddress(text, true)),
    /** Who tells the load balancer. */
    MODE("api or probe", "api|probe"),
    /** How a move is written. */
    WRITE("backends or members", "backends|members"),
    /** A name in a path. */
    SEGMENT("a name: letters, digits and _.()-", "[A-Za-z0-9_.()-]+"),
    /** Several names. */
    SEGMENTS("names, separated by commas without blanks", "[^\\s,]+(,[^\\s,]+)*"),
    /** A project of Google Cloud. */
    PROJECT("a project's id", "[a-z0-9.:-]+"),
    /** A resource of Azure. */
    RESOURCE_ID("a resource id (/subscriptions/...)", "(?i)/subscriptions/\\S+"),
    /** A duration. */
    DURATION("a duration such as 500ms or 2s", "0*[1-9]\\d{0,5}(ms|s)"),
    /** A resource of a zone. */
    ZONAL("zones/<zone>/<collection>/<name>", "zones/[^/\\s]+/[A-Za-z]+/[^/\\s]+"),
    /** TCP ports of a service. */
    GATE_PORTS("TCP ports separated by commas", text -> GatePorts.complaint(text).isEmpty()) {
      @Override
      Optional<String> complaint(String value) {
        return GatePorts.complaint(value);
      }
    };

    private final String expected;

    /** Without a state of its own, whichever it is. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Predicate<String> form;

    Shape(String expected, String pattern) {
      this(expected, Pattern.compile(pattern).asMatchPredicate());
    }

    Shape(String expected, Predicate<String> form) {
      this.expected = expected;
      this.form = form;
    }

    /** Returns why a value is not of this form; empty if it is. */
    Optional<String> complaint(String value) {
      return form.test(value)
          ? Optional.empty()
          : Optional.of("\"" + Bounds.text(value, 100) + "\" is not " + expected);
    }

    private static String ids(String prefix) {
      String id = "\\s*" + prefix + "[0-9A-Za-z]+\\s*";
      return id + "(," + id + ")*";
    }

    private static String hostName() {
      String label = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
      return "(?=.{1,254}$)(" + label + "\\.)*" + label + "\\.?";
    }

    private static Predicate<String> number(int most) {
      return text -> text.matches("[0-9]{1,9}") && Integer.parseInt(text) <= most;
    }

    private static String servers() {
      String server = "\\s*([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+])(:[0-9]{1,5})?\\s*";
      return server + "(," + server + ")*";
    }

    private static boolean isAddress(String text, boolean ipv6) {
      try {
        return new Vip(text).isIpv6() == ipv6;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  private boolean isPerNode() {
    return key.endsWith(".");
  }

  /** Tells whether a key is this setting's. */
  boolean matches(String written) {
    return isPerNode() ? written.startsWith(key) : written.equals(key);
  }

  /** Returns the keys that it can have in a cluster of those nodes. */
  SortedSet<String> keys(SortedSet<String> nodes) {
    SortedSet<String> keys = new TreeSet<>();
    if (isPerNode()) {
      nodes.forEach(node -> keys.add(key + node));
    } else {
      keys.add(key);
    }
    return keys;
  }

  /** Returns what is wrong with a value that stands under a key of this setting. */
  List<Complaint> complaints(String written, String value, SortedSet<String> nodes) {
    List<Complaint> all = new ArrayList<>();
    String node = written.substring(isPerNode() ? key.length() : 0);
    if (isPerNode() && !nodes.contains(node)) {
      all.add(new Complaint(written, "names no node of the cluster" + Spelling.hint(node, nodes)));
    }
    shape.complaint(value).ifPresent(what -> all.add(new Complaint(written, what)));
    return all;
  }

  /** Returns the keys that should be there and are not. */
  List<Complaint> missing(SortedMap<String, String> settings, SortedSet<String> nodes) {
    boolean any = settings.keySet().stream().anyMatch(this::matches);
    boolean needed =
        switch (need) {
          case REQUIRED, EACH_NODE -> true;
          case ALL_OR_NONE -> any;
          case OPTIONAL -> false;
        };
    return !needed
        ? List.of()
        : keys(nodes).stream()
            .filter(wanted -> !settings.containsKey(wanted))
            .map(wanted -> new Complaint(wanted, "is missing: " + shape.expected))
            .toList();
  }
}
