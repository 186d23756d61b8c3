package dev.baton.compose.wiring;

import dev.baton.compose.config.Catalog;
import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigKey;
import dev.baton.compose.config.ConfigSchema;
import dev.baton.compose.config.Endpoint;
import dev.baton.compose.config.ValueTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every component that can be configured, with its keys. */
public final class Components {

  /** The embedded broker. */
  public static final String BROKER = "broker";

  /** An arbiter. */
  public static final String ARBITER = "arbiter";

  /** An agent. */
  public static final String AGENT = "agent";

  /** The ARP actuator. */
  public static final String ARP = "actuator arp";

  /** The actuator of AWS. */
  public static final String AWS = "actuator aws";

  /** The actuator of Azure. */
  public static final String AZURE = "actuator azure";

  /** The actuator of Google Cloud. */
  public static final String GCP = "actuator gcp";

  /** The responder actuator. */
  public static final String RESPONDER = "actuator responder";

  /** The agent and one of the actuators of a node, in one process. */
  public static final String NODE = "node";

  /** The verb that asks the members of a cluster over the channel. */
  public static final String PING = "ping";

  /** The operators' verbs. */
  public static final String OPERATOR = "define, status and the other operator's verbs";

  /** Each default port is different, so that all components fit on one machine. */
  private static final Map<String, ConfigKey<Optional<Endpoint>>> HTTP =
      Map.of(
          BROKER, CommonKeys.httpListen(9470),
          ARBITER, CommonKeys.httpListen(9471),
          AGENT, CommonKeys.httpListen(9472),
          ARP, CommonKeys.httpListen(9473),
          NODE, CommonKeys.httpListen(9474),
          AWS, CommonKeys.httpListen(9476),
          AZURE, CommonKeys.httpListen(9477),
          GCP, CommonKeys.httpListen(9478),
          RESPONDER, CommonKeys.httpListen(9475));

  /** Where the service of this node serves, in its own file. */
  private static final ConfigKey<Optional<Endpoint>> PING_AT =
      ConfigKey.of(
          "http.listen",
          ValueTypes.LISTEN,
          "127.0.0.1:9474",
          "Where the service of this node serves, as in its file. If that is not written, the verb"
              + " asks at 9473 and 9475 as well, where the actuators `arp` and `responder` serve.");

  private static final List<ConfigKey<?>> LOG =
      List.of(CommonKeys.LOG_LEVEL, CommonKeys.LOG_FORMAT);

  private static final List<ConfigKey<?>> KAFKA =
      List.of(
          CommonKeys.KAFKA_BOOTSTRAP, CommonKeys.KAFKA_TOPIC_PREFIX, CommonKeys.KAFKA_PROPERTIES);

  /** Every component, in the order of the reference. */
  public static final Catalog CATALOG =
      new Catalog(
          List.of(
              schema(
                  NODE,
                  List.of(
                      KAFKA,
                      NodeKeys.shared(),
                      NodeKeys.actuator(),
                      MemberKeys.all(),
                      agentKeys())),
              schema(AGENT, List.of(KAFKA, NodeKeys.shared(), agentKeys())),
              schema(ARP, List.of(KAFKA, NodeKeys.shared(), NodeKeys.arp(), MemberKeys.all())),
              schema(AWS, List.of(KAFKA, CloudKeys.all())),
              schema(AZURE, List.of(KAFKA, CloudKeys.all())),
              schema(GCP, List.of(KAFKA, CloudKeys.all())),
              schema(
                  RESPONDER,
                  List.of(KAFKA, NodeKeys.shared(), ResponderKeys.all(), MemberKeys.all())),
              schema(ARBITER, List.of(KAFKA, ArbiterKeys.all())),
              schema(BROKER, List.of(BrokerKeys.all())),
              new ConfigSchema(PING, concat(List.of(List.of(PING_AT), LOG))).sharingFiles(),
              new ConfigSchema(OPERATOR, concat(List.of(KAFKA, LOG))).sharingFiles()));

  private Components() {}

  /**
   * Returns the key for the address of a component's health and metrics.
   *
   * @throws IllegalArgumentException for the operators' verbs, which have none
   */
  public static ConfigKey<Optional<Endpoint>> httpListen(String component) {
    return Optional.ofNullable(HTTP.get(component))
        .orElseThrow(() -> new IllegalArgumentException(component + " serves nothing"));
  }

  /**
   * Returns where the service may be asked that has a channel: the configured address, or the
   * defaults of every such service.
   *
   * @param ping the configuration of {@link #PING}
   * @return empty if the service serves nothing
   */
  public static List<Endpoint> pingAt(Config ping) {
    if (ping.isWritten(PING_AT.name())) {
      return ping.get(PING_AT).stream().toList();
    }
    return Stream.of(NODE, ARP, RESPONDER)
        .map(Components::httpListen)
        .flatMap(key -> key.parse(List.of(key.fallback().text())).stream())
        .toList();
  }

  private static List<ConfigKey<?>> agentKeys() {
    return concat(List.of(NodeKeys.agent(), ProbeKeys.all()));
  }

  private static ConfigSchema schema(String component, List<List<ConfigKey<?>>> own) {
    List<ConfigKey<?>> keys = concat(own);
    keys.add(httpListen(component));
    keys.addAll(LOG);
    keys.add(CommonKeys.SHUTDOWN_DEADLINE);
    keys.add(CommonKeys.REAL_TIME);
    keys.add(CommonKeys.WARM_UP);
    return new ConfigSchema(component, keys);
  }

  private static List<ConfigKey<?>> concat(List<List<ConfigKey<?>>> lists) {
    Stream<ConfigKey<?>> keys = lists.stream().flatMap(List::stream);
    return new ArrayList<>(keys.toList());
  }
}
