package dev.baton.agent.bad;

import dev.baton.arbiter.bad.SomeArbiter;

/** Breaks the layers: an agent that asks an arbiter instead of the log. */
public final class AgentThatKnowsAnArbiter {
  public String ask(SomeArbiter arbiter) {
    return "the answer of " + arbiter.name();
  }
}
