package dev.baton.holdover;

/** On what a holder goes on whose keepalives are not acknowledged (rule H). */
public enum Ground {
  /** Everybody who could take over has promised not to. */
  PROMISES,

  /** Nobody could take over before the holdover is over. */
  ALONE,

  /** Nobody says anything, and the definition lets it keep the VIPs then. */
  SILENCE
}
