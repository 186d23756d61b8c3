package dev.baton.log.memory;

/** What is wrong between one client and the log. */
public enum Fault {
  /** Nothing. */
  NONE,
  /** Appends and commits fail and do not take place; readers read on. */
  APPENDS_FAIL,
  /** Appends and commits take place, and yet their writer is told that they failed. */
  ACKNOWLEDGEMENTS_LOST,
  /**
   * Nothing passes either way until the fault is over; then appends take place in their order and
   * readers go on. Commits fail and do not take place.
   */
  CUT_OFF
}
