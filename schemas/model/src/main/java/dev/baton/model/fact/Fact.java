package dev.baton.model.fact;

import dev.baton.model.ArbiterId;
import dev.baton.model.Bounds;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.Names;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Ranges;
import dev.baton.model.SessionId;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An observation that somebody appended to the events topic. Facts are the only input of the fold.
 *
 * <p>All but {@link Beat}, {@link FoldVersion} and {@link LogLoss} belong to one cluster; those
 * three belong to a partition and carry no key.
 */
public sealed interface Fact
    permits Fact.Acquired,
        Fact.Beat,
        Fact.Defined,
        Fact.Expire,
        Fact.Failed,
        Fact.LogLoss,
        Fact.Keepalive,
        Fact.Released,
        Fact.Request,
        Fact.SessionClosed,
        Fact.Timer,
        FoldVersion,
        Health,
        HookFinished,
        HostReport,
        Incident,
        OrphanedEpoch,
        Outcome {

  /** Calls the case for this kind of fact. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per kind of fact.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** A keeper is alive. */
    R keepalive(Keepalive fact);

    /** A keeper ended its session. */
    R sessionClosed(SessionClosed fact);

    /** An agent reports whether its node's service is healthy. */
    R health(Health fact);

    /** An arbiter waited out a session. */
    R expire(Expire fact);

    /** A wait that the state asked for is over. */
    R timer(Timer fact);

    /** An operator asks. */
    R request(Request fact);

    /** A keeper shut its gate. */
    R released(Released fact);

    /** A keeper opened its gate. */
    R acquired(Acquired fact);

    /** An assignment could not be carried out. */
    R failed(Failed fact);

    /** A promote or demote script ended. */
    R hookFinished(HookFinished fact);

    /** Something disturbed a VIP. */
    R incident(Incident fact);

    /** A keeper reports what it sees of its host. */
    R host(HostReport fact);

    /** A cloud actuator reports the state of a binding. */
    R outcome(Outcome fact);

    /** An operator defined the cluster. */
    R defined(Defined fact);

    /** An arbiter is alive. */
    R beat(Beat fact);

    /** The fold's behaviour changes from this record on. */
    R foldVersion(FoldVersion fact);

    /** Acknowledged records may have been lost. */
    R logLoss(LogLoss fact);

    /** The commands hold an assignment that the events do not explain. */
    R orphanedEpoch(OrphanedEpoch fact);
  }

  /**
   * A keeper is alive. Its acknowledgement by Kafka is the lease (rule K).
   *
   * @param node the keeper's node
   * @param session the session it belongs to
   * @param sequence 0 for the session's first, one more each time
   * @param lease T of this session, 1 ms to 60 s
   * @param holding the epoch this keeper holds, or {@link Epoch#NONE}
   * @param highestSeen the highest epoch this keeper has read
   * @param generation the highest generation (see {@code Source}) of the commands that it has read
   * @param introduction what seldom changes: present in the session's first keepalive, in some of
   *     the others, and whenever it has changed. A keepalive without it renews a session and opens
   *     none
   * @param unable why this keeper's host could not carry the VIPs now, such as a cable that is out;
   *     empty while it could; at most 256 characters
   * @param asks whom this holder asks for promises when Kafka is gone (rule H); empty for all other
   *     members
   */
  record Keepalive(
      NodeId node,
      SessionId session,
      long sequence,
      Duration lease,
      Epoch holding,
      Epoch highestSeen,
      long generation,
      Optional<Introduction> introduction,
      Optional<String> unable,
      Optional<Asks> asks)
      implements Fact {

    /** Checks ranges and bounds the text. */
    public Keepalive {
      unable = unable.map(why -> Bounds.text(why, 256));
      Ranges.require("sequence", sequence, 0);
      Ranges.require("generation", generation, 0);
      Timings.requireGranted(lease);
      if (sequence == 0 && introduction.isEmpty()) {
        throw new IllegalArgumentException("install: a session's first keepalive must tell it");
      }
    }

    /** A full keepalive, of a keeper whose host could carry the VIPs. */
    public Keepalive(
        NodeId node,
        InstallId install,
        SessionId session,
        long sequence,
        Duration lease,
        List<SessionId> ended,
        Epoch holding,
        Epoch highestSeen,
        long definitionVersion,
        long generation,
        Enforcement enforcement) {
      this(
          node,
          session,
          sequence,
          lease,
          holding,
          highestSeen,
          generation,
          Optional.of(new Introduction(install, ended, definitionVersion, enforcement)),
          Optional.empty(),
          Optional.empty());
    }

    /** Tells whether this keepalive opens its session. */
    public boolean first() {
      return sequence == 0;
    }

    /** Returns the sessions that it names as over. */
    public List<SessionId> ended() {
      return introduction.map(Introduction::ended).orElse(List.of());
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.keepalive(this);
    }
  }

  /**
   * A keeper ended its session. It writes this after it has shut its gate (rule C).
   *
   * @param node the keeper's node
   * @param session the session that is over
   * @param why for people, bounded to 1024 characters
   */
  record SessionClosed(NodeId node, SessionId session, String why) implements Fact {
    /** Bounds the text. */
    public SessionClosed {
      why = Bounds.text(why, 1024);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.sessionClosed(this);
    }
  }

  /**
   * An arbiter has read no keepalive of a session for the lease with margin (rule E). Void unless
   * {@code last} still is the session's last keepalive.
   *
   * @param session the session
   * @param last where the keepalive stands from which the arbiter waited
   */
  record Expire(SessionId session, Position last) implements Fact {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.expire(this);
    }
  }

  /**
   * A wait that the folded state asked for is over. Void unless the state still asks for exactly
   * this.
   *
   * @param name which wait, at most 128 characters
   * @param version which instance of it
   */
  record Timer(String name, long version) implements Fact {
    /** Checks the ranges. */
    public Timer {
      Ranges.require("name: length", name.length(), 0, 128);
      Ranges.require("version", version, 0);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.timer(this);
    }
  }

  /**
   * An operator asks for something.
   *
   * @param id drawn at random by the asker, to find the answer in the audit
   * @param by who asks, for people; at most 128 characters
   * @param operation what is asked for
   */
  record Request(String id, String by, Operation operation) implements Fact {
    /** Checks the id and bounds the name. */
    public Request {
      Names.require("request", id);
      by = Bounds.text(by, 128);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.request(this);
    }
  }

  /**
   * A keeper shut its gate. It takes the addresses away afterwards; they are silent by then.
   *
   * @param epoch the epoch it held
   * @param node the keeper's node
   * @param session the session that held it
   * @param held whether it held the epoch, lease alive, until this very release; otherwise it only
   *     answers that it does not (any more)
   * @param why why it let go, or answers; empty in a record from before this was told
   */
  record Released(
      Epoch epoch, NodeId node, SessionId session, boolean held, Optional<ReleaseReason> why)
      implements Fact {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.released(this);
    }
  }

  /**
   * A keeper added the addresses, opened its gate and announced the addresses.
   *
   * @param epoch the epoch it holds
   * @param node the keeper's node
   * @param session the session that holds it
   * @param took from reading the command, or from the word, to the first announcement
   * @param by what let it open its gate; empty in a record from before this was told
   */
  record Acquired(Epoch epoch, NodeId node, SessionId session, Duration took, Optional<OpenedBy> by)
      implements Fact {
    /** Bounds the time. */
    public Acquired {
      took = Ranges.took(took);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.acquired(this);
    }
  }

  /**
   * A node could not carry out an assignment. It does not hold that epoch.
   *
   * @param epoch the epoch that was assigned
   * @param node the node it was assigned to
   * @param why for people, bounded to 1024 characters
   */
  record Failed(Epoch epoch, NodeId node, String why) implements Fact {
    /** Bounds the text. */
    public Failed {
      why = Bounds.text(why, 1024);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.failed(this);
    }
  }

  /**
   * An operator defined the cluster. Refused unless the version is the next (see {@code
   * ClusterState#nextVersion}) and no other definition is under way. A definition that overrides
   * takes the place of the one under way.
   *
   * @param id the request's id, to find the answer in the audit
   * @param by who, for people
   * @param definition the whole definition
   * @param override whether it need not have been read by members, and takes the place of a
   *     definition under way: the operator's word that those who do not read it do nothing (rule M)
   */
  record Defined(String id, String by, ClusterDefinition definition, boolean override)
      implements Fact {
    /** Checks the id and bounds the name. */
    public Defined {
      Names.require("request", id);
      by = Bounds.text(by, 128);
    }

    /** A definition that members read before it counts. */
    public Defined(String id, String by, ClusterDefinition definition) {
      this(id, by, definition, false);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.defined(this);
    }
  }

  /**
   * An arbiter is alive and can write to this partition.
   *
   * @param arbiter who
   * @param sequence grows with each beat of one arbiter's life
   */
  record Beat(ArbiterId arbiter, long sequence) implements Fact {
    /** Checks the range. */
    public Beat {
      Ranges.require("sequence", sequence, 0);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.beat(this);
    }
  }

  /**
   * Acknowledged records may have been lost (rule B).
   *
   * @param arbiter who noticed
   * @param reached the position up to which the log is known to have reached
   * @param generation the latest generation of losses that the arbiter knows of; 0 for none
   */
  record LogLoss(ArbiterId arbiter, Position reached, long generation) implements Fact {
    /** Checks the range. */
    public LogLoss {
      Ranges.require("generation", generation, 0);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.logLoss(this);
    }
  }
}
