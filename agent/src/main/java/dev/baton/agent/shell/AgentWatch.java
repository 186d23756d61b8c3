package dev.baton.agent.shell;

import dev.baton.model.fact.HookFinished;
import java.time.Duration;

/**
 * Receives what the agent counts and times. Called on the agent's thread; must not block or throw.
 */
public interface AgentWatch {

  /** What the agent did with a command that it read. */
  enum Reception {
    /** It was applied. */
    TAKEN,
    /** It concerns another cluster or no cluster. */
    NOT_OURS,
    /** It derives from no later fact than an earlier command: a second leader wrote it again. */
    REPEATED,
    /** It could not be decoded. */
    UNDECODABLE,
    /** The topic is shorter than before. */
    TRUNCATED
  }

  /**
   * A probe has run a check.
   *
   * @param probe its name
   * @param passed whether the check passed
   */
  void sampled(String probe, boolean passed);

  /**
   * The log has acknowledged a report.
   *
   * @param took from sending the report until the acknowledgement
   */
  void acknowledged(Duration took);

  /** The log did not take a report, or the outcome of a script. */
  void lost();

  /** A command was read. */
  void received(Reception reception);

  /** A script has ended. */
  void finished(HookFinished hook);
}
