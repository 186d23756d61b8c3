package dev.baton.agent.shell;

import dev.baton.model.fact.HookFinished;
import java.time.Duration;

/** Looks on for people: counts and times. Called by the agent's thread; must not block or throw. */
public interface AgentWatch {

  /** What becomes of a command that was read. */
  enum Reception {
    /** It was taken into account. */
    TAKEN,
    /** It concerns others, or only says that a leader lives. */
    NOT_OURS,
    /** It derives from no later fact than one that was taken before: a second leader's writing. */
    REPEATED,
    /** It could not be decoded. */
    UNDECODABLE,
    /** The topic is shorter than it was. */
    TRUNCATED
  }

  /**
   * A probe has looked.
   *
   * @param probe its name
   */
  void sampled(String probe, boolean passed);

  /**
   * The log has taken a report.
   *
   * @param took from sending it until the log's acknowledgement
   */
  void acknowledged(Duration took);

  /** The log gave a report up, or what a script ended with. */
  void lost();

  /** A command was read. */
  void received(Reception reception);

  /** A script has ended. */
  void finished(HookFinished hook);
}
