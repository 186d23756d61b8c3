package dev.baton.broker;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * A group of brokers, of which each is also a controller. They keep three copies of Kafka's own
 * topics, which is Kafka's default.
 *
 * @param clusterId the same for all brokers, made by {@link #newClusterId}
 * @param nodeId this broker's number: 1 for the first of the controllers
 * @param controllers the address of each controller, {@code host:port}
 */
public record BrokerQuorum(String clusterId, int nodeId, List<String> controllers) {

  /**
   * Freezes the list.
   *
   * @throws IllegalArgumentException when there is no controller of that number
   */
  public BrokerQuorum {
    controllers = List.copyOf(controllers);
    if (nodeId < 1 || nodeId > controllers.size()) {
      throw new IllegalArgumentException(
          "Broker " + nodeId + " is not among the " + controllers.size() + " controllers");
    }
  }

  /** Returns the id of a new Kafka cluster. */
  public static String newClusterId() {
    return Uuid.randomUuid().toString();
  }

  /** Returns this broker's address as a controller. */
  String controller() {
    return controllers.get(nodeId - 1);
  }

  /** Returns all controllers as {@code controller.quorum.voters} needs them. */
  String voters() {
    return IntStream.range(0, controllers.size())
        .mapToObj(index -> (index + 1) + "@" + controllers.get(index))
        .collect(Collectors.joining(","));
  }
}
