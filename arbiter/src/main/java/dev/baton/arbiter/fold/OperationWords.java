package dev.baton.arbiter.fold;

import dev.baton.model.fact.Operation;

/** An operation in words. */
final class OperationWords implements Operation.Cases<String> {

  @Override
  public String switchover(Operation.Switchover operation) {
    return "switchover to " + operation.target().map(Object::toString).orElse("the best other");
  }

  @Override
  public String maintenance(Operation.Maintenance operation) {
    return "maintenance " + (operation.on() ? "on" : "off");
  }

  @Override
  public String standby(Operation.Standby operation) {
    return "standby of " + operation.node();
  }

  @Override
  public String resume(Operation.Resume operation) {
    return "resume of " + operation.node();
  }

  @Override
  public String acknowledge(Operation.Acknowledge operation) {
    return "acknowledgement";
  }

  @Override
  public String rebind(Operation.Rebind operation) {
    return "rebinding of " + operation.node();
  }

  @Override
  public String liftQuarantine(Operation.LiftQuarantine operation) {
    return "lifting of the quarantine";
  }

  @Override
  public String undefine(Operation.Undefine operation) {
    return "undefining the cluster";
  }

  @Override
  public String forget(Operation.Forget operation) {
    return "forgetting " + operation.node();
  }
}
