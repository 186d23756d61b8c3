package dev.baton.lease.shell;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what a keeper service does. The loop writes; any thread may read. */
final class Tally {
  final AtomicLong sent = new AtomicLong();
  final AtomicLong acknowledged = new AtomicLong();
  final AtomicLong givenUp = new AtomicLong();
  final AtomicLong sessions = new AtomicLong();
  final AtomicLong acquired = new AtomicLong();
  final AtomicLong shut = new AtomicLong();
  final AtomicLong undecodable = new AtomicLong();
  final AtomicLong conflicts = new AtomicLong();

  KeeperReport.Counts counts() {
    return new KeeperReport.Counts(
        sent.get(),
        acknowledged.get(),
        givenUp.get(),
        sessions.get(),
        acquired.get(),
        shut.get(),
        undecodable.get(),
        conflicts.get());
  }
}
