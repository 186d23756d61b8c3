package dev.baton.compose.netlab;

/**
 * An answer that the prober got.
 *
 * @param kind how it was asked
 * @param probe the number of the question within its kind, ascending with time
 * @param by who answered: an Ethernet address, or a host's namespace for UDP
 * @param nanos when the answer came, by {@link System#nanoTime}
 */
public record Answer(Kind kind, long probe, String by, long nanos) {
  /** How the question was asked. */
  public enum Kind {
    /** An ARP request or a neighbour solicitation. */
    LINK,

    /** A UDP datagram to the VIP. */
    UDP
  }
}
