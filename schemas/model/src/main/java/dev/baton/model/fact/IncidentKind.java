package dev.baton.model.fact;

/** What kind of disturbance. */
public enum IncidentKind {
  /** Another MAC spoke for a held VIP; the holder announced itself anew. */
  ADDRESS_CONFLICT,
  /** Somebody else removed a held VIP from the interface; it was put back. */
  ADDRESS_RESTORED,
  /** Somebody else removed a held VIP and it could not be put back. */
  ADDRESS_LOST,
  /** The interface lost its carrier. */
  LINK_DOWN,
  /** The interface has its carrier again. */
  LINK_UP,
  /** The interface has another Ethernet address; the holder announced itself anew. */
  HARDWARE_CHANGED,
  /** Somebody else removed the gate's table; it was built anew. */
  GATE_REBUILT,
  /** Established connections to a VIP were reset on release. */
  CONNECTIONS_RESET
}
