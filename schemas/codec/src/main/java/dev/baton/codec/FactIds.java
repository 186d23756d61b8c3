package dev.baton.codec;

import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.HookFinished;
import dev.baton.model.fact.HostReport;
import dev.baton.model.fact.Incident;
import dev.baton.model.fact.OrphanedEpoch;
import dev.baton.model.fact.Outcome;
import java.util.function.Supplier;

/**
 * The CloudEvents id of a fact. What a fact says often names it: then a second writing of the same
 * fact, by whomever, has the same id. Of the others each writing is an event of its own.
 */
final class FactIds implements Fact.Cases<String> {

  private final Supplier<String> drawn;

  /**
   * @param drawn gives an id that was never given before
   */
  FactIds(Supplier<String> drawn) {
    this.drawn = drawn;
  }

  @Override
  public String keepalive(Fact.Keepalive fact) {
    return "keepalive/" + fact.session() + "/" + fact.sequence();
  }

  @Override
  public String sessionClosed(Fact.SessionClosed fact) {
    return "session-closed/" + fact.session();
  }

  @Override
  public String health(Health fact) {
    return drawn.get();
  }

  @Override
  public String expire(Fact.Expire fact) {
    return "expire/" + fact.session() + "/" + fact.last();
  }

  @Override
  public String timer(Fact.Timer fact) {
    return drawn.get();
  }

  @Override
  public String request(Fact.Request fact) {
    return "request/" + fact.id();
  }

  @Override
  public String released(Fact.Released fact) {
    return "released/" + fact.epoch() + "/" + fact.session();
  }

  @Override
  public String acquired(Fact.Acquired fact) {
    return "acquired/" + fact.epoch() + "/" + fact.session();
  }

  @Override
  public String failed(Fact.Failed fact) {
    return drawn.get();
  }

  @Override
  public String hookFinished(HookFinished fact) {
    return drawn.get();
  }

  @Override
  public String incident(Incident fact) {
    return drawn.get();
  }

  @Override
  public String host(HostReport fact) {
    return drawn.get();
  }

  @Override
  public String outcome(Outcome fact) {
    return fact.result().answers()
        ? "outcome/" + fact.epoch() + "/" + fact.index() + "/" + fact.result()
        : drawn.get();
  }

  @Override
  public String defined(Fact.Defined fact) {
    return "defined/" + fact.id();
  }

  @Override
  public String beat(Fact.Beat fact) {
    return drawn.get();
  }

  @Override
  public String foldVersion(Fact.FoldVersion fact) {
    return drawn.get();
  }

  @Override
  public String logLoss(Fact.LogLoss fact) {
    return drawn.get();
  }

  @Override
  public String orphanedEpoch(OrphanedEpoch fact) {
    return drawn.get();
  }
}
