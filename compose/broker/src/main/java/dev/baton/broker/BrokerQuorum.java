package dev.baton.broker;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * The brokers that one belongs to. Each of them is a controller as well, and they keep Kafka's own
 * topics in as many copies as Kafka does by default: three.
 *
 * @param clusterId the same for all of them, as {@link #newClusterId} makes it
 * @param nodeId this broker's number: 1 for the first of the controllers
 * @param controllers where each of them is reached as a controller, {@code host:port}
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

  /** Draws the id of a new cluster. */
  public static String newClusterId() {
    return Uuid.randomUuid().toString();
  }

  /** Returns this broker's own address as a controller. */
  String controller() {
    return controllers.get(nodeId - 1);
  }

  /** All of them as {@code controller.quorum.voters} wants them. */
  String voters() {
    return IntStream.range(0, controllers.size())
        .mapToObj(index -> (index + 1) + "@" + controllers.get(index))
        .collect(Collectors.joining(","));
  }
}
