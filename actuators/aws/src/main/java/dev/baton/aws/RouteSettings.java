package dev.baton.aws;

import dev.baton.model.NodeId;
import dev.baton.model.definition.Binding;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How an {@code aws-route} binding is set up.
 *
 * @param access which API
 * @param tables {@code route-tables}: every table that has to know the VIPs
 * @param networkInterfaces {@code eni.<node>}: to whom routes point
 * @param createRoutes {@code create-routes}: whether a route that is missing is made; default
 *     {@code false}
 */
record RouteSettings(
    Access access,
    List<String> tables,
    SortedMap<NodeId, String> networkInterfaces,
    boolean createRoutes) {

  /** Reads them. */
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
