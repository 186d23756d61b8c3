package dev.baton.channel.core;

import dev.baton.model.Epoch;
import dev.baton.model.Ranges;
import dev.baton.model.SessionId;

/** What a datagram says, beside who says it to whom. */
public sealed interface Body {

  /** Returns its kind. */
  Kind kind();

  /** Calls the case for this body. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per kind.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** The sender has let go. */
    R released(Released released);

    /** The sender asks. */
    R ping(Ping ping);

    /** The sender answers. */
    R pong(Pong pong);

    /** The sender holds, and asks for a promise. */
    R ask(Ask ask);

    /** The sender says whether it promises. */
    R promise(Promise promise);
  }

  /**
   * The sender's gate for that epoch is shut for good (rule D3).
   *
   * @param epoch which assignment; 1 at least
   * @param session the session that held it
   */
  record Released(Epoch epoch, SessionId session) implements Body {
    /** Checks that there is something to let go of. */
    public Released {
      if (!epoch.isAfter(Epoch.NONE)) {
        throw new IllegalArgumentException("epoch: nobody can let go of " + epoch);
      }
    }

    @Override
    public Kind kind() {
      return Kind.RELEASED;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.released(this);
    }
  }

  /**
   * A question.
   *
   * @param nonce any number, which the answer repeats
   */
  record Ping(long nonce) implements Body {
    @Override
    public Kind kind() {
      return Kind.PING;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.ping(this);
    }
  }

  /**
   * The answer to a question.
   *
   * @param nonce that of the question
   */
  record Pong(long nonce) implements Body {
    @Override
    public Kind kind() {
      return Kind.PONG;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.pong(this);
    }
  }

  /**
   * The holder of an epoch asks for a promise that the receiver opens no gate for a while (rule H).
   *
   * @param epoch which assignment it holds; 1 at least
   * @param definitionVersion of the definition by which it knows whom to ask; 0 without one
   * @param nonce any number, which the answer repeats
   */
  record Ask(Epoch epoch, long definitionVersion, long nonce) implements Body {
    /** Checks the ranges. */
    public Ask {
      requireHeld(epoch);
      Ranges.require("definitionVersion", definitionVersion, 0);
    }

    @Override
    public Kind kind() {
      return Kind.ASK;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.ask(this);
    }
  }

  /**
   * The answer to such a question (rule H).
   *
   * @param epoch that of the question
   * @param nonce that of the question
   * @param given whether the sender promises
   * @param storeAnswers whether the sender's own keepalives are acknowledged: its lease lives; or
   *     it has read in the log that a session is over by which the asker speaks
   */
  record Promise(Epoch epoch, long nonce, boolean given, boolean storeAnswers) implements Body {
    /** Checks that there was something to ask for. */
    public Promise {
      requireHeld(epoch);
    }

    @Override
    public Kind kind() {
      return Kind.PROMISE;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.promise(this);
    }
  }

  private static void requireHeld(Epoch epoch) {
    if (!epoch.isAfter(Epoch.NONE)) {
      throw new IllegalArgumentException("epoch: nobody can hold " + epoch);
    }
  }
}
