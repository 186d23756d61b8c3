package dev.baton.bench;

/** Two hosts between which a VIP moves. A host is called by a letter. */
interface FailoverStage {
  /** Repairs everything, and returns when the VIP could move from the host that holds it. */
  void makeReady(char holder);

  /** Kills the holder's service. */
  void killService(char holder);

  /** Asks the holder to hand over. */
  void switchOver(char holder);

  char other(char holder);
}
