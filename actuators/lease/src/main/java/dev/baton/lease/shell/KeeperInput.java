package dev.baton.lease.shell;

import dev.baton.lease.core.Question;
import dev.baton.lease.core.Reply;
import dev.baton.log.Delivered;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.IncidentKind;
import java.util.Optional;

/** The inputs of a keeper's loop. */
sealed interface KeeperInput {

  /** Calls the case for this kind of input. */
  <R> R match(Cases<R> cases);

  /** One branch per kind of input. */
  interface Cases<R> {
    R read(Read input);

    R acknowledged(Acknowledged input);

    R givenUp(GivenUp input);

    R disturbed(Disturbed input);

    R able(Able input);

    R rebound(Rebound input);

    R word(Word input);

    R asked(Asked input);

    R promised(Promised input);

    R serviceDown(ServiceDown input);

    R wake(Wake input);
  }

  /** A record was read from the commands topic. */
  record Read(Delivered<CommandRecord> delivery) implements KeeperInput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.read(this);
    }
  }

  /** The log has acknowledged a keepalive. */
  record Acknowledged(SessionId session, long sequence, Position position) implements KeeperInput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.acknowledged(this);
    }
  }

  /** A keepalive was given up; it may still be in the log. */
  record GivenUp(SessionId session, long sequence, String why) implements KeeperInput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.givenUp(this);
    }
  }

  /** Something disturbed the addresses. */
  record Disturbed(IncidentKind kind, String subject, String detail) implements KeeperInput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.disturbed(this);
    }
  }

  /** The host can carry the addresses, or the reason why it cannot. */
  record Able(Optional<String> unable) implements KeeperInput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.able(this);
    }
  }

  /** The interface of the addresses was created again. */
  record Rebound(String why) implements KeeperInput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.rebound(this);
    }
  }

  /** The holder of an epoch says that it has let go of it for good. */
  record Word(Epoch epoch, long generation) implements KeeperInput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.word(this);
    }
  }

  /** The holder of an epoch asks for a promise. */
  record Asked(NodeId from, Question question) implements KeeperInput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.asked(this);
    }
  }

  /** A member has answered such a question of this node. */
  record Promised(NodeId from, Reply reply) implements KeeperInput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.promised(this);
    }
  }

  /** This node's own agent has handed to the log that the service is dead. */
  record ServiceDown() implements KeeperInput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.serviceDown(this);
    }
  }

  /** Look at the clock and at whether to stop. */
  record Wake() implements KeeperInput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.wake(this);
    }
  }
}
