package dev.baton.lease.gate;

/** Receives what a gate notices by itself. Called on the gate's owner thread. */
public interface GateEvents {
  /**
   * The gate's tables were missing in the kernel, because somebody flushed the ruleset, and were
   * installed again. Until then the VIPs were not guarded. From then on the gate is shut until a
   * countdown that was started afterwards is acknowledged. The earlier countdowns are lost;
   * starting them again here could prolong the lease.
   *
   * @param why the kernel's error
   */
  void rebuilt(String why);
}
