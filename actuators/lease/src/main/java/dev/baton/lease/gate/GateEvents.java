package dev.baton.lease.gate;

/** Learns what a gate notices by itself. Called on the gate's owner thread. */
public interface GateEvents {
  /**
   * The guard had vanished from the kernel (somebody flushed the ruleset) and was installed again.
   * Until then the VIPs were unguarded. After it they are shut until a countdown that was started
   * since is acknowledged. The countdowns that ran are lost, and to restart them here could prolong
   * the lease.
   *
   * @param why what the kernel said
   */
  void rebuilt(String why);
}
