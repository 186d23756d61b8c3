package dev.baton.agent.shell;

import dev.baton.agent.hook.HookOrder;
import dev.baton.model.Position;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * How an agent is, for its health endpoint.
 *
 * @param verdict what it last said of its node; empty before its first report
 * @param probes what each probe says now, in configured order
 * @param acknowledged where its last acknowledged report stands
 * @param following whether it reads commands
 * @param running the script that runs
 * @param failure the error that ended it; it does nothing any more and must be restarted
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

  /** Tells whether it does its work: it lives, is heard, and hears. */
  public boolean ready() {
    return failure.isEmpty() && acknowledged.isPresent() && following;
  }
}
