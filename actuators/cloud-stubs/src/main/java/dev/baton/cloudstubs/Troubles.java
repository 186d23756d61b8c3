package dev.baton.cloudstubs;

import dev.baton.spi.CallLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Which calls of a stand-in go wrong; and which calls were made. Thread-safe. */
public final class Troubles {
  private static final Duration LONGEST_HANG = Duration.ofMinutes(2);

  private final SortedMap<Integer, Trouble> atCall = new TreeMap<>();
  private final SortedMap<String, Trouble> always = new TreeMap<>();
  private final List<String> calls = new ArrayList<>();
  private final Set<String> callers = new TreeSet<>();
  private Quota quota = new Quota(List.of());
  private int throttled;
  private int staleReads;
  private long ends;

  /** Creates a peaceful one. */
  public Troubles() {}

  /**
   * The call of that number, counted from now on and from 0, goes wrong; once.
   *
   * @param number counted over all actions
   */
  public synchronized void at(int number, Trouble trouble) {
    atCall.put(calls.size() + number, trouble);
  }

  /** Every call of that action goes wrong until {@link #end}. */
  public synchronized void always(String action, Trouble trouble) {
    always.put(action, trouble);
  }

  /** So many reads from now on tell what was before the latest write. */
  public synchronized void staleReads(int count) {
    staleReads = count;
  }

  /** From here on all is well. */
  public synchronized void end() {
    atCall.clear();
    always.clear();
    staleReads = 0;
    ends++;
    notifyAll();
  }

  /** Calls beyond these limits are throttled from now on, also when all is well. */
  public synchronized void limit(List<CallLimit> limits) {
    quota = new Quota(limits);
    throttled = 0;
  }

  /** Returns how many calls were beyond the limits. */
  public synchronized int throttled() {
    return throttled;
  }

  /** Waits until all is well, or for so long that nobody waits for the answer any more. */
  synchronized void awaitEnd() throws InterruptedException {
    long before = ends;
    long until = System.nanoTime() + LONGEST_HANG.toNanos();
    while (ends == before && System.nanoTime() < until) {
      TimeUnit.MILLISECONDS.timedWait(this, LONGEST_HANG.toMillis());
    }
  }

  /** Takes note of a call, and returns what goes wrong with it. */
  public synchronized Optional<Trouble> next(String action) {
    Optional<Trouble> once = Optional.ofNullable(atCall.remove(calls.size()));
    calls.add(action);
    if (!quota.admits(action, System.nanoTime())) {
      throttled++;
      return Optional.of(Trouble.THROTTLED);
    }
    return once.or(() -> Optional.ofNullable(always.get(action)));
  }

  /** Takes note of whom a call says it is by. */
  public synchronized void calledBy(String userAgent) {
    callers.add(userAgent);
  }

  /** Returns every {@code User-Agent} so far. */
  public synchronized Set<String> callers() {
    return Set.copyOf(callers);
  }

  /** Tells whether the read that is being answered tells of the past. */
  public synchronized boolean takeStaleRead() {
    if (staleReads == 0) {
      return false;
    }
    staleReads--;
    return true;
  }

  /** Returns the actions of all calls so far, in order. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }
}
