package dev.baton.channel.core;

import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much is taken from whom. Each member's address has a rate of its own. All other addresses
 * share one, so whoever makes up addresses neither fills a table nor takes anything from a member.
 * Used by one thread.
 */
public final class SenderRates {
  /**
   * What a member's address may send. A member of many clusters says three words for each of them
   * when it leaves.
   */
  static final TokenBucket.Rate MEMBER = new TokenBucket.Rate(2000, 1000);

  /** What all other addresses may send together. */
  static final TokenBucket.Rate STRANGERS = new TokenBucket.Rate(200, 100);

  /** The most addresses of members; further ones are strangers. */
  static final int MOST_MEMBERS = 4096;

  private final Map<InetAddress, TokenBucket> members = new LinkedHashMap<>();
  private final TokenBucket strangers;

  /**
   * Knows no member yet.
   *
   * @param now monotonic nanoseconds, as in every call
   */
  public SenderRates(long now) {
    this.strangers = new TokenBucket(STRANGERS, now);
  }

  /** Sets which addresses members have. One that stays keeps what it has used. */
  public void members(Collection<InetAddress> addresses, long now) {
    Set<InetAddress> kept = new LinkedHashSet<>(addresses);
    members.keySet().retainAll(kept);
    kept.stream()
        .filter(address -> !members.containsKey(address))
        .limit(MOST_MEMBERS - members.size())
        .forEach(address -> members.put(address, new TokenBucket(MEMBER, now)));
  }

  /** Tells whether one more datagram of that address is taken. */
  public boolean take(InetAddress sender, long now) {
    return Optional.ofNullable(members.get(sender)).orElse(strangers).take(now);
  }
}
