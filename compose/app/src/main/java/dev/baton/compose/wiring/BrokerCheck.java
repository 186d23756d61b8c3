package dev.baton.compose.wiring;

import dev.baton.compose.config.Endpoint;
import dev.baton.compose.wiring.BrokerTalk.Answer;
import dev.baton.compose.wiring.BrokerTalk.Answer.Kind;
import dev.baton.compose.wiring.BrokerTalk.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks what listens at Kafka's address before Kafka's client connects. For a wrong port the
 * client only reports that it was disconnected. From an HTTP server it takes the first bytes for
 * the length of a response, 1.2 GB, and tries to allocate that much memory.
 */
final class BrokerCheck {

  private static final String PROTOCOL = "security.protocol";

  /** The time for a check after everything else has failed. */
  private static final Duration TIME = Duration.ofSeconds(3);

  private final boolean tls;
  private final BrokerTalk talk;

  private BrokerCheck(String protocol, Duration patience) {
    this.tls = protocol.endsWith("SSL");
    this.talk = new BrokerTalk(patience);
  }

  /**
   * Checks every address.
   *
   * @param properties the properties of Kafka's clients
   * @param patience how long the check may take
   * @return why each address did not answer; empty as soon as a broker has answered
   * @throws BrokerRefusedException when something other than a broker for these properties answers;
   *     with the address, what it is, and what to configure
   */
  static List<String> look(
      List<Endpoint> addresses, Map<String, String> properties, Duration patience) {
    String protocol = properties.getOrDefault(PROTOCOL, "PLAINTEXT");
    return new BrokerCheck(protocol, patience).look(addresses);
  }

  private List<String> look(List<Endpoint> addresses) {
    List<String> silent = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    boolean answered = false;
    for (Endpoint address : addresses) {
      Answer answer = talk.ask(address, tls);
      answered |= answer.kind() == Kind.KAFKA;
      foreign(answer, address).ifPresent(foreign::add);
      if (answer.kind() == Kind.NONE) {
        silent.add(address + ": " + answer.detail());
      }
    }
    if (!foreign.isEmpty()) {
      throw new BrokerRefusedException(
          String.join("; ", foreign), new IllegalStateException("no broker is there"));
    }
    return answered ? List.of() : silent;
  }

  private Optional<String> foreign(Answer answer, Endpoint address) {
    return switch (answer.kind()) {
      case KAFKA, NONE -> Optional.empty();
      case CONTROLLER ->
          Optional.of(address + " is a Kafka controller; kafka.bootstrap needs brokers");
      case HTTP -> Optional.of(address + " is an HTTP server, not a Kafka broker");
      case OTHER -> Optional.of(address + " is no Kafka broker: " + answer.detail());
      case OTHER_SECURITY ->
          Optional.of(
              tls
                  ? address
                      + " is a Kafka broker that does not use TLS at this port;"
                      + " kafka.properties.security.protocol has to be PLAINTEXT or SASL_PLAINTEXT"
                  : address
                      + " uses TLS; kafka.properties.security.protocol has to be SSL or SASL_SSL,"
                      + " if it is a Kafka broker");
    };
  }

  /**
   * Finds out why clients that reach a broker cannot work: the broker needs a login that these
   * properties lack, or it sends clients to an address that cannot be reached from here.
   *
   * @return what was found, each with its address
   */
  static List<String> obstacles(List<Endpoint> addresses, Map<String, String> properties) {
    if (!properties.getOrDefault(PROTOCOL, "PLAINTEXT").equals("PLAINTEXT")) {
      // A broker that needs a login first does not answer this question.
      return List.of();
    }
    BrokerTalk talk = new BrokerTalk(TIME);
    Map<Integer, Endpoint> brokers = new TreeMap<>();
    List<String> found = new ArrayList<>();
    for (Endpoint address : addresses) {
      Cluster cluster = talk.cluster(address);
      brokers.putAll(cluster.brokers());
      if (cluster.hungUp()) {
        found.add(
            address
                + " wants a login; kafka.properties.security.protocol has to be SASL_PLAINTEXT,"
                + " with kafka.properties.sasl.*");
      }
    }
    brokers.forEach((number, broker) -> found.addAll(misled(talk, number, broker)));
    return found;
  }

  private static List<String> misled(BrokerTalk talk, int number, Endpoint broker) {
    Answer answer = talk.ask(broker, false);
    return answer.kind() == Kind.KAFKA
        ? List.of()
        : List.of(
            "broker "
                + number
                + " sends clients to "
                + broker
                + " (its advertised.listeners), where they get nowhere from here: "
                + answer.detail());
  }
}
