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
 * Looks at what listens where Kafka should, before Kafka's client does. The client says of a wrong
 * port no more than that it was disconnected, and takes the first bytes of an HTTP server for the
 * length of an answer of 1.2 GB, for which it asks the memory.
 */
final class BrokerCheck {

  private static final String PROTOCOL = "security.protocol";

  /** For a look after everything else has failed. */
  private static final Duration TIME = Duration.ofSeconds(3);

  private final boolean tls;
  private final BrokerTalk talk;

  private BrokerCheck(String protocol, Duration patience) {
    this.tls = protocol.endsWith("SSL");
    this.talk = new BrokerTalk(patience);
  }

  /**
   * Looks at every address.
   *
   * @param properties of Kafka's clients
   * @param patience what it may take
   * @return of each address that did not answer, why; empty once a broker answered
   * @throws BrokerRefusedException when an address answers as something else than a broker that
   *     these properties fit; with the address, what it is, and what to write
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
                      + " is a Kafka broker that speaks no TLS at this port;"
                      + " kafka.properties.security.protocol has to be PLAINTEXT or SASL_PLAINTEXT"
                  : address
                      + " speaks TLS; kafka.properties.security.protocol has to be SSL or SASL_SSL,"
                      + " if it is a Kafka broker");
    };
  }

  /**
   * Finds out why clients that reach a broker get nowhere: it wants a login that these properties
   * do not give, or tells clients to go on at an address that cannot be reached from here.
   *
   * @return each thing that was found, with the address
   */
  static List<String> obstacles(List<Endpoint> addresses, Map<String, String> properties) {
    if (!properties.getOrDefault(PROTOCOL, "PLAINTEXT").equals("PLAINTEXT")) {
      // Whoever has to log in first is not told.
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
