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
 * Changes of several names in one batch. Route 53 does all of a batch or nothing: where some of it
 * was overtaken, those that it names are refused, and the others, whose answer is nothing, are to
 * be asked for again.
 */
record ZoneChange(Route53Client client, String zone)
    implements JointCall.Work<Wish, Optional<String>> {
  /**
   * A batch has 1,000 records at most, and 32,000 characters in their values (API reference,
   * ChangeResourceRecordSets): so many addresses have fewer.
   */
  private static final int MOST_RECORDS = 800;

  /** API reference, ChangeBatch. */
  private static final int MOST_COMMENT = 256;

  @Override
  public String action() {
    return Route53Api.CHANGE;
  }

  @Override
  public boolean isWrite() {
    return true;
  }

  /** Nothing is to be changed twice in one batch, which Route 53 refuses. */
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
