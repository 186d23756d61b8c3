package dev.baton.aws;

import dev.baton.spi.ActuatorException;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.route53.model.Change;

/**
 * The changes that one binding wants, all or none.
 *
 * @param name the name of the record sets, with a final dot
 * @param changes the changes
 * @param comment which binding wants them and why
 */
record Wish(String name, List<Change> changes, String comment) {

  /** Returns how many records they contain. */
  int records() {
    return changes.stream()
        .mapToInt(change -> change.resourceRecordSet().resourceRecords().size())
        .sum();
  }

  /**
   * Tells whether the refusal of a batch is about this name: Route 53 writes {@code [name='...'}.
   */
  boolean isNamedBy(ActuatorException refusal) {
    return String.valueOf(refusal.getMessage())
        .toLowerCase(Locale.ROOT)
        .contains("name='" + name.toLowerCase(Locale.ROOT) + "'");
  }
}
