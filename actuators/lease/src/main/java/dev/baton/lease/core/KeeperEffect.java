package dev.baton.lease.core;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.Vip;
import dev.baton.model.command.Command;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.OpenedBy;
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
    /** Store a note on the host. */
    R remember(Remember effect);

    /** Install the kernel's guard. */
    R guard(Guard effect);

    /** Start a countdown. */
    R arm(Arm effect);

    /** Send a keepalive. */
    R send(Send effect);

    /** Let a countdown count. */
    R acknowledge(Acknowledge effect);

    /** Add the addresses. */
    R putAddresses(PutAddresses effect);

    /** Let traffic pass. */
    R openGate(OpenGate effect);

    /** Announce, and report that the VIPs are held. */
    R announce(Announce effect);

    /** Drop the VIPs' traffic. */
    R shutGate(ShutGate effect);

    /** Remove the addresses. */
    R removeAddresses(RemoveAddresses effect);

    /** Break the connections to the addresses. */
    R resetConnections(ResetConnections effect);

    /** Note who the other members are. */
    R meet(Meet effect);

    /** Tell the other members. */
    R tell(Tell effect);

    /** Append a fact. */
    R append(Append effect);

    /** Ask for promises. */
    R ask(Ask effect);

    /** Answer such a question. */
    R promise(Promise effect);
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
   * Guard exactly these addresses and ports, with the gate shut, and remove the addresses that an
   * earlier process left.
   *
   * @param vips the cluster's VIPs
   * @param ports TCP ports of the service at the host's own addresses; sorted
   */
  record Guard(List<Vip> vips, SortedSet<Integer> ports) implements KeeperEffect {
    /** Guards nothing. */
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
   * Add the addresses to the interface. If that fails, the shell reports it by {@link
   * SessionKeeper#onFailed}, and drops the other effects of the same call.
   *
   * @param epoch the epoch for which they are added
   */
  record PutAddresses(Epoch epoch) implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.putAddresses(this);
    }
  }

  /**
   * Let the VIPs' traffic pass while an acknowledged countdown runs.
   *
   * @param epoch the epoch that is held
   * @param session the session that holds it
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
   * @param epoch the epoch that is held
   * @param session the session that holds it
   * @param orderedAt monotonic nanoseconds when the command was read, or the word heard
   * @param by what let it open its gate
   */
  record Announce(Epoch epoch, SessionId session, long orderedAt, OpenedBy by)
      implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.announce(this);
    }
  }

  /**
   * Drop the VIPs' traffic at once.
   *
   * @param epoch the epoch that was held
   * @param cause the reason, for operators
   */
  record ShutGate(Epoch epoch, String cause) implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.shutGate(this);
    }
  }

  /** Stop announcing and remove the addresses. */
  record RemoveAddresses() implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.removeAddresses(this);
    }
  }

  /**
   * Reset the connections to the addresses, so that clients reconnect at once. If there is time,
   * this comes before the addresses are removed, because a reset leaves with the VIP as its source.
   */
  record ResetConnections() implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.resetConnections(this);
    }
  }

  /**
   * Note where the other members hear, and by which sessions they talk; this node may be among
   * them.
   *
   * @param members those that have a channel
   */
  record Meet(List<Command.Peer> members) implements KeeperEffect {
    /** Freezes the list. */
    public Meet {
      members = List.copyOf(members);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.meet(this);
    }
  }

  /**
   * Tell the other members, without waiting for anything, that this keeper has let go of an epoch
   * for good (rule D). The word may get lost: the log says the same.
   *
   * @param epoch the epoch that it held
   * @param generation the latest generation of commands that it has read; it counts only for
   *     members that have read the same
   */
  record Tell(Epoch epoch, long generation) implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.tell(this);
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

  /**
   * Ask every other member for a promise, without waiting for anything (rule H).
   *
   * @param question what to ask
   */
  record Ask(Question question) implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.ask(this);
    }
  }

  /**
   * Answer a member that has asked.
   *
   * @param to the member
   * @param reply what to answer
   */
  record Promise(NodeId to, Reply reply) implements KeeperEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.promise(this);
    }
  }
}
