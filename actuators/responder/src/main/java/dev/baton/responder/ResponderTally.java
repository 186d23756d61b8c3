package dev.baton.responder;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the answers to probes. Thread-safe. */
final class ResponderTally {
  private final AtomicLong holder = new AtomicLong();
  private final AtomicLong notHolder = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong unfinished = new AtomicLong();

  void answered(Reply reply) {
    AtomicLong count =
        switch (reply) {
          case HOLDER -> holder;
          case NOT_HOLDER -> notHolder;
          case MALFORMED, OTHER_PATH, OTHER_METHOD -> refused;
        };
    count.incrementAndGet();
  }

  void givenUp() {
    unfinished.incrementAndGet();
  }

  ResponderCounts counts() {
    return new ResponderCounts(holder.get(), notHolder.get(), refused.get(), unfinished.get());
  }
}
