package dev.baton.aws;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;

/**
 * Changes several names in one batch. Route 53 does all of a batch or nothing. If the record sets
 * of some names have changed since they were read, Route 53 names them: these wishes are refused,
 * and the other wishes get an empty answer and must be asked for again.
 */
record ZoneChange(Route53Client client, String zone)
    implements JointCall.Work<Wish, Optional<String>> {
  /**
   * A batch has at most 1,000 records and 32,000 characters in their values (API reference,
   * ChangeResourceRecordSets). This many addresses stay below both.
   */
  private static final int MOST_RECORDS = 800;

  /** The longest comment in characters (API reference, ChangeBatch). */
  private static final int MOST_COMMENT = 256;

  @Override
  public String action() {
    return Route53Api.CHANGE;
  }

  @Override
  public boolean isWrite() {
    return true;
  }

  /** Route 53 refuses a batch that changes the same name twice. */
  @Override
  public boolean fits(List<Wish> together, Wish another) {
    int records = together.stream().mapToInt(Wish::records).sum() + another.records();
    boolean twice = together.stream().anyMatch(wish -> wish.name().equals(another.name()));
    return together.isEmpty() || (records <= MOST_RECORDS && !twice);
  }

  @Override
  public Function<Wish, Optional<String>> make(
      List<Wish> together, Attempt attempt, Duration timeLeft) {
    try {
      String change = change(together, timeLeft);
      return wish -> Optional.of(change);
    } catch (ActuatorException refusal) {
      boolean named = together.stream().anyMatch(wish -> wish.isNamedBy(refusal));
      if (refusal.kind() != ActuatorException.Kind.LOST_RACE || !named) {
        throw refusal;
      }
      return wish -> {
        if (wish.isNamedBy(refusal)) {
          throw refusal;
        }
        return Optional.empty();
      };
    }
  }

  private String change(List<Wish> together, Duration timeLeft) {
    List<Change> changes = together.stream().flatMap(wish -> wish.changes().stream()).toList();
    ChangeResourceRecordSetsResponse made =
        Calls.allowedWrite(
            timeLeft,
            Route53Api.CHANGE,
            within ->
                client.changeResourceRecordSets(
                    request ->
                        request
                            .hostedZoneId(zone)
                            .changeBatch(batch -> batch.changes(changes).comment(comment(together)))
                            .overrideConfiguration(within)));
    return made.changeInfo().id();
  }

  private static String comment(List<Wish> together) {
    String all = String.join("; ", together.stream().map(Wish::comment).toList());
    return all.length() <= MOST_COMMENT ? all : all.substring(0, MOST_COMMENT - 3) + "...";
  }
}
