package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.Place;
import java.util.List;

/**
 * A script that is told of a change.
 *
 * @param place its line
 * @param word which change: {@code notify_master}, {@code notify_backup} or {@code notify}
 * @param command program and arguments
 */
record Notify(Place place, String word, List<String> command) {}
