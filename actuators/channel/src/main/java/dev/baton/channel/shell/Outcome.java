package dev.baton.channel.shell;

import dev.baton.channel.core.Refusal;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import java.net.InetSocketAddress;

/** What came of bytes that were received. */
public sealed interface Outcome {

  /** Calls the case for this outcome. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per outcome.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** A member has let go. */
    R word(Word word);

    /** A member asked; the answer is to be sent. */
    R answer(Answer answer);

    /** A member has answered. */
    R pong(Pong pong);

    /** A holder asks for a promise; whoever decides that answers. */
    R asked(Asked asked);

    /** A member says whether it promises. */
    R promised(Promised promised);

    /** It is not believed, and has been counted. */
    R refused(Refused refused);
  }

  /**
   * A member's gate for an epoch is shut for good (rule D3). Each of the three copies is an outcome
   * of its own.
   *
   * @param cluster the cluster of both
   * @param node who says it
   * @param session the session that held the epoch
   * @param generation of the log in which the epoch was assigned
   * @param epoch which assignment
   */
  record Word(ClusterId cluster, NodeId node, SessionId session, long generation, Epoch epoch)
      implements Outcome {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.word(this);
    }
  }

  /**
   * A member asked whether it is heard.
   *
   * @param cluster the cluster of both
   * @param node who asked
   * @param outgoing the answer, as long as the question
   */
  record Answer(ClusterId cluster, NodeId node, Outgoing outgoing) implements Outcome {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.answer(this);
    }
  }

  /**
   * A member has answered a question.
   *
   * @param cluster the cluster of both
   * @param node who answered
   * @param nonce that of the question
   * @param from the address from which it came
   */
  record Pong(ClusterId cluster, NodeId node, long nonce, InetSocketAddress from)
      implements Outcome {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.pong(this);
    }
  }

  /**
   * A member says that it holds an epoch, and asks this node to open no gate for a while (rule H).
   *
   * @param cluster the cluster of both
   * @param node who asked
   * @param generation of the log, as both have read it
   * @param epoch which assignment it holds
   * @param definitionVersion of the definition by which it knows whom to ask
   * @param nonce the answer is to repeat it
   */
  record Asked(
      ClusterId cluster,
      NodeId node,
      long generation,
      Epoch epoch,
      long definitionVersion,
      long nonce)
      implements Outcome {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.asked(this);
    }
  }

  /**
   * A member has answered such a question.
   *
   * @param cluster the cluster of both
   * @param node who answered
   * @param generation of the log, as both have read it
   * @param epoch that of the question
   * @param nonce that of the question
   * @param given whether it promises
   * @param storeAnswers whether its own keepalives are acknowledged
   */
  record Promised(
      ClusterId cluster,
      NodeId node,
      long generation,
      Epoch epoch,
      long nonce,
      boolean given,
      boolean storeAnswers)
      implements Outcome {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.promised(this);
    }
  }

  /**
   * It is not believed.
   *
   * @param reason the first that was found
   */
  record Refused(Refusal reason) implements Outcome {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.refused(this);
    }
  }
}
