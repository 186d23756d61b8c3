package dev.baton.model.fact;

import dev.baton.model.NodeId;
import dev.baton.model.Ranges;
import java.util.Optional;

/** What an operator can ask for. */
public sealed interface Operation {

  /** Calls the case for this kind of operation. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per operation.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** Move the VIPs. */
    R switchover(Switchover operation);

    /** Freeze or thaw automatic decisions. */
    R maintenance(Maintenance operation);

    /** Take a node out of the choice. */
    R standby(Standby operation);

    /** Put a node back into the choice. */
    R resume(Resume operation);

    /** End a hold-down. */
    R acknowledge(Acknowledge operation);

    /** Let a node come from another installation. */
    R rebind(Rebind operation);

    /** Skip a record that cannot be folded. */
    R liftQuarantine(LiftQuarantine operation);

    /** Take the cluster away. */
    R undefine(Undefine operation);

    /** Forget a node. */
    R forget(Forget operation);
  }

  /**
   * Move the VIPs.
   *
   * @param target to that node; empty: to the best other one
   */
  record Switchover(Optional<NodeId> target) implements Operation {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.switchover(this);
    }
  }

  /**
   * While on, the VIPs do not move without an operator. An unhealthy holder keeps them, and the
   * VIPs of a dead holder are assigned to nobody until the mode ends. Operators can still switch
   * over.
   *
   * @param on whether it begins or ends
   */
  record Maintenance(boolean on) implements Operation {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.maintenance(this);
    }
  }

  /**
   * Take a node out of the choice; if it holds the VIPs they move away.
   *
   * @param node which
   */
  record Standby(NodeId node) implements Operation {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.standby(this);
    }
  }

  /**
   * Put a node back into the choice.
   *
   * @param node which
   */
  record Resume(NodeId node) implements Operation {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.resume(this);
    }
  }

  /** End a hold-down; also forgives failed promotions and acquisitions of all nodes. */
  record Acknowledge() implements Operation {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.acknowledge(this);
    }
  }

  /**
   * Let the node's next session come from another installation (a new machine under the old name).
   *
   * @param node which
   */
  record Rebind(NodeId node) implements Operation {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.rebind(this);
    }
  }

  /** Skip the record that cannot be folded (rule Q), and find out which node holds. */
  record LiftQuarantine() implements Operation {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.liftQuarantine(this);
    }
  }

  /**
   * Take the cluster away: the holder lets go, then the cluster has no definition, and keepers
   * remove what they put. Its epochs and versions go on where they were if it is defined again.
   *
   * @param version the least version under which it is to be gone; 0 for the next one. An arbiter
   *     says it that finds an undefining in the commands which the events do not explain (rule B)
   */
  record Undefine(long version) implements Operation {
    /** Checks the version. */
    public Undefine {
      Ranges.require("version", version, 0);
    }

    /** Under the next version. */
    public Undefine() {
      this(0);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.undefine(this);
    }
  }

  /**
   * Forget a node that once spoke. Refused for members and for nodes that are alive.
   *
   * @param node which
   */
  record Forget(NodeId node) implements Operation {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.forget(this);
    }
  }
}
