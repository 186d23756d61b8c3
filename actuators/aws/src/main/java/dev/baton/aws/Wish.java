package dev.baton.aws;

import dev.baton.spi.ActuatorException;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.route53.model.Change;

/**
 * What one binding wants to be changed, all or nothing.
 *
 * @param name of the record sets, with a final dot
 * @param changes to them
 * @param comment who wants it and why
 */
record Wish(String name, List<Change> changes, String comment) {

  /** Returns how many records it names. */
  int records() {
    return changes.stream()
        .mapToInt(change -> change.resourceRecordSet().resourceRecords().size())
        .sum();
  }

  /** Tells whether a refusal of a batch is about this name: Route 53 says {@code [name='...'}. */
  boolean isNamedBy(ActuatorException refusal) {
    return String.valueOf(refusal.getMessage())
        .toLowerCase(Locale.ROOT)
        .contains("name='" + name.toLowerCase(Locale.ROOT) + "'");
  }
}
