package dev.baton.lease.core;

import dev.baton.model.Epoch;
import dev.baton.model.SessionId;
import dev.baton.model.Vip;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One thing that a {@link SessionKeeper} wants done. The shell carries out the effects of one call
 * one after the other, in the order given, before it makes the next call. The safety of the
 * protocol depends on that order: a gate is shut before {@code released} is written, and a
 * countdown runs before its keepalive is sent.
 */
public sealed interface KeeperEffect {

  /** Calls the case for this kind of effect. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per kind of effect.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** Keep a note on the host. */
    R remember(Remember effect);

    /** Install the kernel's guard. */
    R guard(Guard effect);

    /** Start a countdown. */
    R arm(Arm effect);

    /** Send a keepalive. */
    R send(Send effect);

    /** A countdown counts. */
    R acknowledge(Acknowledge effect);

    /** Put the addresses. */
    R putAddresses(PutAddresses effect);

    /** Let traffic pass. */
    R openGate(OpenGate effect);

    /** Announce, and report that the VIPs are held. */
    R announce(Announce effect);

    /** Let no traffic pass. */
    R shutGate(ShutGate effect);

    /** Take the addresses away. */
    R removeAddresses(RemoveAddresses effect);

    /** Break the connections to the addresses. */
    R resetConnections(ResetConnections effect);

    /** Append a fact. */
    R append(Append effect);
  }

  /**
   * Replace the note on the host that survives the process but not the boot.
   *
   * @param sessions the sessions that a later keeper of this installation must name as ended;
   *     oldest first
   */
  record Remember(List<SessionId> sessions) implements KeeperEffect {
    /** Freezes the list. */
    public Remember {
      sessions = List.copyOf(sessions);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.remember(this);
    }
  }

  /**
   * Guard exactly these addresses and ports, with the gate shut, and take away any address left
   * from an earlier life.
   *
   * @param vips the cluster's addresses
   * @param ports TCP ports of the service at the host's own addresses; sorted
   */
  record Guard(List<Vip> vips, SortedSet<Integer> ports) implements KeeperEffect {
    /** Nothing. */
    static final Guard NONE = new Guard(List.of(), new TreeSet<>());

    /** Freezes both. */
    public Guard {
      vips = List.copyOf(vips);
      ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.guard(this);
    }
  }

  /**
   * Start the kernel's own countdown for a keepalive that is about to be sent (rule G).
   *
   * @param slot 0 or 1
   * @param lease its length
   */
  record Arm(int slot, Duration lease) implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.arm(this);
    }
  }

  /**
   * Send a keepalive, exactly once, and report how it ended by {@link SessionKeeper#onAcknowledged}
   * or {@link SessionKeeper#onSendFailed}.
   *
   * @param keepalive what to append
   */
  record Send(Fact.Keepalive keepalive) implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.send(this);
    }
  }

  /**
   * The keepalive of this slot was acknowledged in time: its countdown counts from now on.
   *
   * @param slot 0 or 1
   */
  record Acknowledge(int slot) implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.acknowledge(this);
    }
  }

  /**
   * Put the addresses on the interface. If that fails, the shell reports it by {@link
   * SessionKeeper#onFailed}, and drops the other effects of the same call.
   *
   * @param epoch for which
   */
  record PutAddresses(Epoch epoch) implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.putAddresses(this);
    }
  }

  /**
   * Let traffic pass while an acknowledged countdown runs.
   *
   * @param epoch for which
   * @param session for which
   */
  record OpenGate(Epoch epoch, SessionId session) implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.openGate(this);
    }
  }

  /**
   * Announce the addresses on the network from now on, and append {@link Fact.Acquired}.
   *
   * @param epoch which is held
   * @param session by which
   * @param orderedAt monotonic nanoseconds when the command was read
   */
  record Announce(Epoch epoch, SessionId session, long orderedAt) implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.announce(this);
    }
  }

  /**
   * Let no traffic pass, at once.
   *
   * @param epoch which was held
   * @param cause why, for people
   */
  record ShutGate(Epoch epoch, String cause) implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.shutGate(this);
    }
  }

  /** Stop announcing and take the addresses away. */
  record RemoveAddresses() implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.removeAddresses(this);
    }
  }

  /**
   * Reset the connections to the addresses, so that clients connect anew at once. If there is time,
   * this comes before the addresses are removed, because resets leave in their name.
   */
  record ResetConnections() implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.resetConnections(this);
    }
  }

  /**
   * Append a fact of the cluster.
   *
   * @param fact what to append
   */
  record Append(Fact fact) implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.append(this);
    }
  }
}
