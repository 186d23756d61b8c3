package dev.baton.compose.netlab;

/**
 * An answer that the prober received.
 *
 * @param kind the kind of question
 * @param probe the number of the question within its kind, ascending with time
 * @param by the host that answered: its Ethernet address, or its namespace for UDP
 * @param nanos when the answer arrived, by {@link System#nanoTime}
 */
public record Answer(Kind kind, long probe, String by, long nanos) {
  /** The kind of question. */
  public enum Kind {
    /** An ARP request or a neighbour solicitation. */
    LINK,

    /** A UDP datagram to the VIP. */
    UDP
  }
}
