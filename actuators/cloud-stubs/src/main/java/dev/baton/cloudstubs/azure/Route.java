package dev.baton.cloudstubs.azure;

import dev.baton.cloudstubs.StubServer.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request is about. Resource Manager does not heed the case of paths.
 *
 * @param kind which of the known parts of the API
 * @param action the permission that the call needs
 * @param parts what the path names: subscription, resource group or location, name
 * @param query decoded
 */
record Route(Kind kind, String action, MatchResult parts, SortedMap<String, String> query) {
  private static final String GROUP = "/subscriptions/([^/]+)/resourceGroups/([^/]+)/providers/";

  /** A part of the API. */
  enum Kind {
    BALANCER(GROUP + "Microsoft\\.Network/loadBalancers/([^/]+)"),
    OPERATION(
        "/subscriptions/([^/]+)/providers/Microsoft\\.Network"
            + "/locations/([^/]+)/operations/([^/]+)"),
    AVAILABILITY(GROUP + "Microsoft\\.Network/virtualNetworks/([^/]+)/CheckIPAddressAvailability"),
    PERMISSIONS(GROUP + "(.+)/providers/Microsoft\\.Authorization/permissions"),
    UNKNOWN("()()(.*)");

    private final Pattern path;

    Kind(String path) {
      this.path = Pattern.compile(path, Pattern.CASE_INSENSITIVE);
    }
  }

  static Route of(Request request) {
    String path = request.uri().getPath();
    for (Kind kind : Kind.values()) {
      Matcher matcher = kind.path.matcher(path);
      if (matcher.matches()) {
        return new Route(kind, action(kind, request), matcher.toMatchResult(), query(request));
      }
    }
    throw new AssertionError("UNKNOWN matches every path: " + path);
  }

  private static String action(Kind kind, Request request) {
    String verb =
        switch (request.method()) {
          case "GET" -> "read";
          case "DELETE" -> "delete";
          default -> "write";
        };
    return switch (kind) {
      case BALANCER -> "Microsoft.Network/loadBalancers/" + verb;
      case OPERATION -> "Microsoft.Network/locations/operations/" + verb;
      case AVAILABILITY -> "Microsoft.Network/virtualNetworks/checkIpAddressAvailability/" + verb;
      case PERMISSIONS -> "Microsoft.Authorization/permissions/" + verb;
      case UNKNOWN -> request.uri().getPath().toLowerCase(Locale.ROOT) + "/" + verb;
    };
  }

  private static SortedMap<String, String> query(Request request) {
    SortedMap<String, String> query = new TreeMap<>();
    String raw = Optional.ofNullable(request.uri().getRawQuery()).orElse("");
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }
}
