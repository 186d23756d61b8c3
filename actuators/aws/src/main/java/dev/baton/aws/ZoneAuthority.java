package dev.baton.aws;

import dev.baton.aws.Route53Settings.Answer;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.RRType;

/** Asks the zone's own name servers, as far as they can be reached from here. */
final class ZoneAuthority implements AutoCloseable {
  private static final Duration MOST_EACH = Duration.ofSeconds(1);

  private final Route53Settings settings;
  private final Route53Api api;
  private final NameServers servers = new NameServers();
  private List<String> known;

  ZoneAuthority(Route53Settings settings, Route53Api api) {
    this.settings = settings;
    this.api = api;
    this.known = settings.nameServers();
  }

  /**
   * What the name servers answered.
   *
   * @param contradicts whether a server gave another answer than expected
   * @param evidence the answers in words
   */
  record Heard(boolean contradicts, List<String> evidence) {}

  /** Asks the servers one by one until one answers. */
  Heard hear(List<Answer> answers, Attempt attempt) {
    try {
      List<String> toAsk = servers(attempt);
      for (String server : toAsk) {
        Optional<Heard> heard = hear(server, answers, attempt);
        if (heard.isPresent()) {
          return heard.orElseThrow();
        }
      }
      return silent(toAsk.isEmpty() ? "not asked: none known" : "none of " + toAsk + " reached");
    } catch (ActuatorException refusal) {
      return silent("not asked: " + refusal.getMessage());
    }
  }

  private Optional<Heard> hear(String server, List<Answer> answers, Attempt attempt) {
    boolean contradicts = false;
    List<String> evidence = new ArrayList<>();
    for (Answer answer : answers) {
      Duration left = attempt.timeLeft();
      Duration within = left.compareTo(MOST_EACH) < 0 ? left : MOST_EACH;
      Optional<List<String>> said = servers.ask(server, settings.name(), type(answer), within);
      if (said.isEmpty()) {
        return Optional.empty();
      }
      List<String> values = said.orElseThrow();
      contradicts |= values.size() != 1 || !RecordSets.isSame(values.get(0), answer.address());
      evidence.add(server + " says: " + answer.type() + " " + values);
    }
    return Optional.of(new Heard(contradicts, evidence));
  }

  private static int type(Answer answer) {
    return answer.type() == RRType.A ? DnsMessage.TYPE_A : DnsMessage.TYPE_AAAA;
  }

  /** The name servers of a test endpoint do not exist in the real DNS, so they are not asked. */
  private List<String> servers(Attempt attempt) {
    if (known.isEmpty() && settings.access().endpoint().isEmpty()) {
      GetHostedZoneResponse zone = api.zone(attempt);
      if (zone.delegationSet() != null) {
        known = List.copyOf(zone.delegationSet().nameServers());
      }
    }
    return known;
  }

  private static Heard silent(String why) {
    return new Heard(false, List.of("name servers: " + why));
  }

  @Override
  public void close() {
    servers.close();
  }
}
