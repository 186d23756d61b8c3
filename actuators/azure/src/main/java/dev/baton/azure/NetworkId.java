package dev.baton.azure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a virtual network.
 *
 * @param subscription its subscription
 * @param group its resource group
 * @param name its name
 */
record NetworkId(String subscription, String group, String name) {
  private static final Pattern FORM =
      Pattern.compile(
          "/subscriptions/([^/]+)/resourceGroups/([^/]+)"
              + "/providers/Microsoft\\.Network/virtualNetworks/([^/]+)(/subnets/[^/]+)?",
          Pattern.CASE_INSENSITIVE);

  /** Reads the resource id of a virtual network, or of one of its subnets. */
  static Optional<NetworkId> of(String id) {
    Matcher matcher = FORM.matcher(id);
    return matcher.matches()
        ? Optional.of(new NetworkId(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /** Returns its resource id. */
  String text() {
    return "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Network/virtualNetworks/%s"
        .formatted(subscription, group, name);
  }
}
