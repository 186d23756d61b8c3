package dev.baton.gcp;

import com.google.cloud.compute.v1.Operation;
import dev.baton.model.NodeId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Operations that this actuator has begun and not seen end. As long as one is for another node,
 * what is read may be what was, and does not show that there is nothing to write. Thread-safe; an
 * actuator that does not know of them, after a restart, looks again some seconds after its move.
 */
final class UnderWay {
  private final Map<String, NodeId> nodes = new ConcurrentHashMap<>();

  void began(Operation operation, NodeId towards) {
    nodes.put(operation.getName(), towards);
  }

  /** One ended; the platform does the changes of one resource one after the other. */
  void ended() {
    nodes.clear();
  }

  boolean isForAnother(NodeId node) {
    return nodes.values().stream().anyMatch(towards -> !towards.equals(node));
  }
}
