package dev.baton.gcp;

import com.google.cloud.compute.v1.Operation;
import dev.baton.model.NodeId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The operations that this actuator has started and whose end it has not seen. While one of another
 * node runs, a read may still show the old state, so a write cannot be left out. Thread-safe. After
 * a restart the actuator does not know them; it therefore reads again some seconds after its move.
 */
final class UnderWay {
  private final Map<String, NodeId> nodes = new ConcurrentHashMap<>();

  void began(Operation operation, NodeId towards) {
    nodes.put(operation.getName(), towards);
  }

  /**
   * Records that an operation has ended. The platform carries out the changes of one resource one
   * after the other.
   */
  void ended() {
    nodes.clear();
  }

  boolean isForAnother(NodeId node) {
    return nodes.values().stream().anyMatch(towards -> !towards.equals(node));
  }
}
