package dev.baton.model.fact;

/** What kind of disturbance. */
public enum IncidentKind {
  /** Another MAC answered for a held VIP; the holder announced itself again. */
  ADDRESS_CONFLICT,
  /** Somebody else removed a held VIP from the interface; the keeper put it back. */
  ADDRESS_RESTORED,
  /** Somebody else removed a held VIP, and the keeper could not put it back. */
  ADDRESS_LOST,
  /** The interface lost its carrier. */
  LINK_DOWN,
  /** The interface has its carrier again. */
  LINK_UP,
  /** The interface has another Ethernet address; the holder announced itself anew. */
  HARDWARE_CHANGED,
  /** Somebody else removed the gate's table; the keeper built it anew. */
  GATE_REBUILT,
  /** The keeper reset established connections to a VIP on release. */
  CONNECTIONS_RESET,
  /** Kafka did not answer the holder for a while; the detail says for whom else it did not. */
  KAFKA_AWAY
}
