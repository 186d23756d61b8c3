package dev.baton.agent.shell;

import dev.baton.agent.hook.HookOrder;
import dev.baton.model.Position;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * The status of an agent, for its health endpoint.
 *
 * @param verdict the verdict of its last report; empty before the first one
 * @param probes the status of each probe, in configured order
 * @param acknowledged the position of its last acknowledged report
 * @param following whether it reads commands
 * @param running the script that runs
 * @param failure the error that ended it; the agent does nothing any more and must be restarted
 */
public record AgentStatus(
    Optional<Verdict> verdict,
    List<ProbeReport> probes,
    Optional<Position> acknowledged,
    boolean following,
    Optional<HookOrder> running,
    Optional<String> failure) {

  /** Freezes the list. */
  public AgentStatus {
    probes = List.copyOf(probes);
  }

  /**
   * Tells whether the agent works: it has not failed, the log takes its reports, and it reads
   * commands.
   */
  public boolean ready() {
    return failure.isEmpty() && acknowledged.isPresent() && following;
  }
}
