package dev.baton.arp;

/** What of the interface's state decides whether this host can carry the VIPs. */
public enum LinkTracking {
  /** That it is there, up and has its carrier. */
  STATE,

  /** That it is there. */
  EXISTENCE
}
