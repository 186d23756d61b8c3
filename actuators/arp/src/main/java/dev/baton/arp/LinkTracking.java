package dev.baton.arp;

/** Which state of the interface decides whether this host can carry the VIPs. */
public enum LinkTracking {
  /** The interface exists, is up and has its carrier. */
  STATE,

  /** The interface exists. */
  EXISTENCE
}
