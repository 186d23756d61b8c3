package dev.baton.lease.gate;

/** Told what a gate found out by itself. Called on the gate's owner thread. */
public interface GateEvents {
  /**
   * The guard had vanished from the kernel (somebody flushed the ruleset) and was installed again.
   * Until then the VIPs were unguarded. After it they are shut until a countdown that was started
   * since has been acknowledged: the countdowns that ran are lost, and restarting them from here
   * could stretch the lease.
   *
   * @param why what the kernel said
   */
  void rebuilt(String why);
}
