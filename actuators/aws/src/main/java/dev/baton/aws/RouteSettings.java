package dev.baton.aws;

import dev.baton.model.NodeId;
import dev.baton.model.definition.Binding;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The settings of an {@code aws-route} binding.
 *
 * @param access the API
 * @param tables {@code route-tables}: every table that needs a route to the VIPs
 * @param networkInterfaces {@code eni.<node>}: the targets of the routes
 * @param createRoutes {@code create-routes}: whether a missing route is created; default {@code
 *     false}
 */
record RouteSettings(
    Access access,
    List<String> tables,
    SortedMap<NodeId, String> networkInterfaces,
    boolean createRoutes) {

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException when one is missing, unknown or wrong
   */
  static RouteSettings of(Binding binding) {
    Settings settings = new Settings(binding);
    RouteSettings read =
        new RouteSettings(
            Access.from(settings, Optional.empty()),
            settings.ids("route-tables", "rtb-"),
            settings.networkInterfaces(),
            settings.flag("create-routes"));
    settings.refuseOthers();
    return read;
  }
}
