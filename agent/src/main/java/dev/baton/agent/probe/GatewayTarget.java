package dev.baton.agent.probe;

import java.util.regex.Pattern;

/** The host to which the gateway probe sends its echo. */
public sealed interface GatewayTarget {

  /** Calls the case for this target. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per target.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** The gateway of the default route. */
    R defaultRoute(DefaultRoute target);

    /** A fixed address. */
    R address(Address target);
  }

  /** The version of IP. */
  enum Family {
    /** IPv4; the routes are in {@code /proc/net/route}. */
    IPV4,
    /** IPv6; the routes are in {@code /proc/net/ipv6_route}. */
    IPV6
  }

  /**
   * The gateway of the default route with the lowest metric. The route is read again for each
   * check.
   *
   * @param family the version of IP
   */
  record DefaultRoute(Family family) implements GatewayTarget {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.defaultRoute(this);
    }
  }

  /**
   * An address.
   *
   * @param literal IPv4 or IPv6; a link-local one with its interface, {@code fe80::1%eth0}
   */
  record Address(String literal) implements GatewayTarget {

    private static final Pattern LITERAL =
        Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[^/\\s]+)?");

    /** Checks the form. A host name is refused, and no name is looked up. */
    public Address {
      if (!LITERAL.matcher(literal).matches()) {
        throw new IllegalArgumentException(
            "address: \"" + literal + "\" is not an IPv4 or IPv6 literal");
      }
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.address(this);
    }
  }
}
