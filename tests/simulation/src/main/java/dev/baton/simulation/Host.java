package dev.baton.simulation;

import dev.baton.model.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A machine: its monotonic clock, and what of it outlives a process (the kernel's gate, the note of
 * sessions, the keeper's lock).
 */
final class Host {
  private static final long MILLION = 1_000_000;

  final String name;
  private final Scheduler scheduler;
  private final Dice grain;
  private final long ratePpm;
  private final long offset;
  private final List<SimulatedProcess> processes = new ArrayList<>();
  private long stolen;
  private Optional<Long> frozenAt = Optional.empty();
  private SimulatedGate gate;
  private List<SessionId> note = List.of();
  private Optional<SimulatedProcess> lock = Optional.empty();
  private boolean serviceUp = true;
  private boolean addressesRefused;

  /**
   * A host that was just booted.
   *
   * @param ratePpm by how many millionths its clock is fast
   * @param offset what its clock showed at the beginning, in nanoseconds
   */
  Host(String name, Scheduler scheduler, Dice grain, long ratePpm, long offset) {
    this.name = name;
    this.scheduler = scheduler;
    this.grain = grain;
    this.ratePpm = ratePpm;
    this.offset = offset;
    this.gate = new SimulatedGate(this::now, grain);
  }

  /** What its monotonic clock shows now. */
  long now() {
    long ran = frozenAt.orElse(scheduler.now()) - stolen;
    return offset + ran + ran * ratePpm / MILLION;
  }

  /** The true time at which its clock will show that, if it is not frozen until then. */
  long trueTime(long local) {
    long ran = (local - offset) * MILLION / (MILLION + ratePpm);
    while (offset + ran + ran * ratePpm / MILLION < local) {
      ran++;
    }
    return ran + stolen;
  }

  void add(SimulatedProcess process) {
    processes.add(process);
  }

  /** A virtual machine is stopped, clock and all, as no real machine is. */
  void freeze() {
    frozenAt = Optional.of(frozenAt.orElse(scheduler.now()));
  }

  void thaw() {
    frozenAt.ifPresent(since -> stolen += scheduler.now() - since);
    frozenAt = Optional.empty();
    processes.forEach(SimulatedProcess::goOn);
  }

  boolean frozen() {
    return frozenAt.isPresent();
  }

  /** Power fails: nothing is left of what was not on disk. */
  void losePower() {
    processes.forEach(SimulatedProcess::crash);
    gate = new SimulatedGate(this::now, grain);
    note = List.of();
    lock = Optional.empty();
  }

  SimulatedGate gate() {
    return gate;
  }

  /** Whether its VIPs' traffic passes at this very moment. */
  boolean answers() {
    return !frozen() && gate.isOpen();
  }

  List<SessionId> note() {
    return note;
  }

  void remember(List<SessionId> sessions) {
    note = sessions;
  }

  /** Takes the keepers' lock; false when another keeper has it. */
  boolean tryLock(SimulatedProcess keeper) {
    if (lock.filter(owner -> owner != keeper && owner.isUp()).isPresent()) {
      return false;
    }
    lock = Optional.of(keeper);
    return true;
  }

  boolean serviceUp() {
    return serviceUp;
  }

  void setService(boolean up) {
    serviceUp = up;
  }

  boolean addressesRefused() {
    return addressesRefused;
  }

  void refuseAddresses(boolean refused) {
    addressesRefused = refused;
  }
}
