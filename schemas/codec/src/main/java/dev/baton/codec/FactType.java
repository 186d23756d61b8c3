package dev.baton.codec;

import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.HookFinished;
import dev.baton.model.fact.HostReport;
import dev.baton.model.fact.Incident;
import dev.baton.model.fact.OrphanedEpoch;
import dev.baton.model.fact.Outcome;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The types of the events topic: their names, how they are read, and whom they concern. */
enum FactType {
  KEEPALIVE("keepalive", Concern.CLUSTER),
  SESSION_CLOSED("session-closed", Concern.CLUSTER),
  HEALTH("health", Concern.CLUSTER),
  EXPIRE("expire", Concern.CLUSTER),
  TIMER("timer", Concern.CLUSTER),
  REQUEST("request", Concern.CLUSTER),
  RELEASED("released", Concern.CLUSTER),
  ACQUIRED("acquired", Concern.CLUSTER),
  FAILED("failed", Concern.CLUSTER),
  HOOK_FINISHED("hook-finished", Concern.CLUSTER),
  INCIDENT("incident", Concern.CLUSTER),
  HOST("host", Concern.CLUSTER),
  OUTCOME("outcome", Concern.CLUSTER),
  DEFINED("defined", Concern.CLUSTER),
  BEAT("beat", Concern.PARTITION),
  FOLD_VERSION("fold-version", Concern.PARTITION),
  GAP("gap", Concern.PARTITION),
  EPOCH_FOUND("epoch-found", Concern.CLUSTER);

  /** Whom a fact concerns. */
  enum Concern {
    /** One cluster: the record has its key. */
    CLUSTER,
    /** All that live in the partition: the record has no key. */
    PARTITION
  }

  private static final SortedMap<String, FactType> BY_TYPE = new TreeMap<>();

  static {
    for (FactType type : values()) {
      BY_TYPE.put(type.type, type);
    }
  }

  private final String type;
  private final Concern concern;

  FactType(String word, Concern concern) {
    this.type = "dev.baton.fact." + word + ".v1";
    this.concern = concern;
  }

  /** Returns the type's name on the wire. */
  String type() {
    return type;
  }

  /** Returns whom facts of this type concern. */
  Concern concern() {
    return concern;
  }

  /** Tells whether facts of this type are repeated by the clock. */
  boolean repeats() {
    return this == KEEPALIVE || this == BEAT;
  }

  /** Reads a body of this type. */
  Fact read(Fields in) {
    return switch (this) {
      case KEEPALIVE -> FactReader.keepalive(in);
      case SESSION_CLOSED -> FactReader.sessionClosed(in);
      case HEALTH -> FactReader.health(in);
      case EXPIRE -> FactReader.expire(in);
      case TIMER -> FactReader.timer(in);
      case REQUEST -> FactReader.request(in);
      case RELEASED -> FactReader.released(in);
      case ACQUIRED -> FactReader.acquired(in);
      case FAILED -> FactReader.failed(in);
      case HOOK_FINISHED -> FactReader.hookFinished(in);
      case INCIDENT -> FactReader.incident(in);
      case HOST -> HostFields.report(in);
      case OUTCOME -> FactReader.outcome(in);
      case DEFINED -> FactReader.defined(in);
      case BEAT -> FactReader.beat(in);
      case FOLD_VERSION -> FactReader.foldVersion(in);
      case GAP -> FactReader.logLoss(in);
      case EPOCH_FOUND -> FactReader.orphanedEpoch(in);
    };
  }

  /** Returns the type of that name; empty when there is none. */
  static Optional<FactType> of(String type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }

  /** Returns a fact's type. */
  static FactType of(Fact fact) {
    return fact.match(Classify.INSTANCE);
  }

  private enum Classify implements Fact.Cases<FactType> {
    INSTANCE;

    @Override
    public FactType keepalive(Fact.Keepalive fact) {
      return KEEPALIVE;
    }

    @Override
    public FactType sessionClosed(Fact.SessionClosed fact) {
      return SESSION_CLOSED;
    }

    @Override
    public FactType health(Health fact) {
      return HEALTH;
    }

    @Override
    public FactType expire(Fact.Expire fact) {
      return EXPIRE;
    }

    @Override
    public FactType timer(Fact.Timer fact) {
      return TIMER;
    }

    @Override
    public FactType request(Fact.Request fact) {
      return REQUEST;
    }

    @Override
    public FactType released(Fact.Released fact) {
      return RELEASED;
    }

    @Override
    public FactType acquired(Fact.Acquired fact) {
      return ACQUIRED;
    }

    @Override
    public FactType failed(Fact.Failed fact) {
      return FAILED;
    }

    @Override
    public FactType hookFinished(HookFinished fact) {
      return HOOK_FINISHED;
    }

    @Override
    public FactType incident(Incident fact) {
      return INCIDENT;
    }

    @Override
    public FactType host(HostReport fact) {
      return HOST;
    }

    @Override
    public FactType outcome(Outcome fact) {
      return OUTCOME;
    }

    @Override
    public FactType defined(Fact.Defined fact) {
      return DEFINED;
    }

    @Override
    public FactType beat(Fact.Beat fact) {
      return BEAT;
    }

    @Override
    public FactType foldVersion(Fact.FoldVersion fact) {
      return FOLD_VERSION;
    }

    @Override
    public FactType logLoss(Fact.LogLoss fact) {
      return GAP;
    }

    @Override
    public FactType orphanedEpoch(OrphanedEpoch fact) {
      return EPOCH_FOUND;
    }
  }
}
