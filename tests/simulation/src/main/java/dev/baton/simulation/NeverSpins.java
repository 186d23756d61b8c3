package dev.baton.simulation;

import java.util.TreeMap;

/** Nobody asks to be woken at once, again and again, with nothing to do: that eats a processor. */
final class NeverSpins implements Invariant {
  private static final int MOST = 100;

  private final TreeMap<String, Integer> inVain = new TreeMap<>();

  @Override
  public void woken(SimulatedProcess process, boolean acted) {
    int count = acted ? 0 : inVain.getOrDefault(process.name, 0) + 1;
    inVain.put(process.name, count);
    if (count > MOST) {
      throw new Violation(this, process.name + " is woken in vain for the " + count + "th time");
    }
  }
}
