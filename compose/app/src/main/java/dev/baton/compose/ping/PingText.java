package dev.baton.compose.ping;

import dev.baton.compose.ping.PingReport.Answer;
import dev.baton.compose.ping.PingReport.Silence;
import dev.baton.model.ClusterId;
import dev.baton.model.MemberAddress;
import java.util.Locale;
import java.util.Optional;

/** The report as text: a line for each address of each member. */
public final class PingText {

  private PingText() {}

  /** Returns the lines. */
  public static String of(PingReport report) {
    StringBuilder text = new StringBuilder();
    text.append(report.cluster()).append(", asked by ").append(report.node());
    if (report.silence().isPresent()) {
      return text.append(": nobody was asked: ")
          .append(words(report.cluster(), report.silence().orElseThrow()))
          .append('\n')
          .toString();
    }
    text.append(report.answers().isEmpty() ? ": there is no other member\n" : ":\n");
    for (Answer answer : report.answers()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-12s %-21s  %s%n",
              answer.node(),
              answer.address().map(MemberAddress::toString).orElse("-"),
              why(report.cluster(), answer)
                  .orElseGet(
                      () ->
                          "answered after " + PingJson.ms(answer.after().orElseThrow()) + " ms")));
    }
    return text.toString();
  }

  /** Returns why no answer came; empty if one did. */
  static Optional<String> why(ClusterId cluster, Answer answer) {
    return switch (answer.result()) {
      case ANSWERED -> Optional.empty();
      case NO_ANSWER -> Optional.of("no answer within " + PingReport.DEADLINE.toMillis() + " ms");
      case NO_CHANNEL ->
          Optional.of(
              "not asked: the log has no channel of it; it has no session, no key, or it cannot"
                  + " listen; see: baton status "
                  + cluster);
    };
  }

  /** Returns why nobody was asked, and the way out. */
  static String words(ClusterId cluster, Silence why) {
    return switch (why) {
      case NO_KEY_FILE ->
          "the service on this node has no channel.key-file; make one with: baton channel-key FILE";
      case NO_KEY ->
          "the service on this node cannot read its channel.key-file; its messages say why";
      case NOT_LISTENING ->
          "the service on this node cannot listen at its channel.listen; its messages say why."
              + " Free the address, then restart the service";
      case NO_SESSION ->
          "this node has no session in the log, so nobody would believe it; see: baton status "
              + cluster;
      case TOO_OFTEN -> "the service on this node was asked too often; try again in a second";
    };
  }
}
