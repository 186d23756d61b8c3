package dev.baton.compose.ping;

import dev.baton.model.ClusterId;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came back when a node asked every other member of a cluster over the channel.
 *
 * @param cluster which
 * @param node who asked
 * @param silence why it asked nobody; empty if it did
 * @param answers one for each address of each other member, and one for each member of which no
 *     address is known; by the members' names. Empty if nobody was asked
 */
public record PingReport(
    ClusterId cluster, NodeId node, Optional<Silence> silence, List<Answer> answers) {

  /** How long an answer is waited for. */
  public static final Duration DEADLINE = Duration.ofSeconds(1);

  private static final String PREFIX = "/channel/";
  private static final String SUFFIX = "/ping";

  /** Freezes the list. */
  public PingReport {
    answers = List.copyOf(answers);
  }

  /** Why a node asks nobody. */
  public enum Silence {
    /** No key file is configured. */
    NO_KEY_FILE,
    /** The key file cannot be read. */
    NO_KEY,
    /** The address of {@code channel.listen} cannot be bound. */
    NOT_LISTENING,
    /** The node has no session in the log, so nobody would believe it. */
    NO_SESSION,
    /** The process has begun too many rounds lately: words of holders must not have to wait. */
    TOO_OFTEN
  }

  /** What became of one question. */
  public enum Result {
    /** The member answered. */
    ANSWERED,
    /** The member did not answer within {@link #DEADLINE}. */
    NO_ANSWER,
    /** The log has no address of the member: it has no session, or announces no channel. */
    NO_CHANNEL
  }

  /**
   * What became of one question.
   *
   * @param node the member
   * @param address where it was asked; empty if no address of it is known
   * @param after how long after the question the answer came; empty if none came
   */
  public record Answer(NodeId node, Optional<MemberAddress> address, Optional<Duration> after) {
    /** Returns the same in one word. */
    public Result result() {
      if (address.isEmpty()) {
        return Result.NO_CHANNEL;
      }
      return after.isPresent() ? Result.ANSWERED : Result.NO_ANSWER;
    }
  }

  /** Returns the report of a node that asked nobody. */
  public static PingReport silent(ClusterId cluster, NodeId node, Silence why) {
    return new PingReport(cluster, node, Optional.of(why), List.of());
  }

  /** Tells whether every other member answered, at each of its addresses. */
  public boolean isComplete() {
    return silence.isEmpty()
        && answers.stream().allMatch(answer -> answer.result() == Result.ANSWERED);
  }

  /** Returns the path at which a node's web server asks the members of a cluster. */
  public static String path(ClusterId cluster) {
    return PREFIX + cluster + SUFFIX;
  }

  /** Returns the cluster of such a path; empty if it is another path. */
  public static Optional<ClusterId> cluster(String path) {
    if (!path.startsWith(PREFIX) || !path.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ClusterId(path.substring(PREFIX.length(), path.length() - SUFFIX.length())));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
