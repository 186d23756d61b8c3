package dev.baton.simulation;

/** How a process is connected to the leader of one topic's partition. */
final class Link {
  private int outward;
  private int inward;
  private int zombies;
  private long zombieEnd;
  private long lag;

  /** Nothing gets from the process to the leader. */
  void cutOutward(int by) {
    outward += by;
  }

  /** Nothing gets from the leader to the process. */
  void cutInward(int by) {
    inward += by;
  }

  /** It takes a deposed leader for the leader: it reads no further and writes in vain. */
  void followZombie(long end) {
    if (zombies++ == 0) {
      zombieEnd = end;
    }
  }

  void leaveZombie() {
    zombies = Math.max(0, zombies - 1);
  }

  /** Everything read comes later by that much. */
  void lag(long nanos) {
    lag = nanos;
  }

  long lag() {
    return lag;
  }

  boolean sends() {
    return outward == 0 && zombies == 0;
  }

  boolean receives() {
    return inward == 0 && zombies == 0;
  }

  boolean fetches(boolean available) {
    return outward == 0 && inward == 0 && (available || zombies > 0);
  }

  /** How much of the topic it can see. */
  long visible(long end) {
    return zombies > 0 ? Math.min(zombieEnd, end) : end;
  }

  /** Whether whatever stands in the topic is read at once. */
  boolean hears() {
    return outward == 0 && inward == 0 && zombies == 0 && lag == 0;
  }

  void heal() {
    outward = 0;
    inward = 0;
    zombies = 0;
    lag = 0;
  }
}
