package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.Place;
import dev.baton.model.Vip;
import java.util.Optional;

/**
 * A line of {@code virtual_ipaddress} or {@code virtual_ipaddress_excluded}.
 *
 * @param place the line
 * @param vip the address
 * @param dev the interface that the line names
 */
record Address(Place place, Vip vip, Optional<String> dev) {}
