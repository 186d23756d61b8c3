package dev.baton.simulation;

import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Operation;
import java.util.Optional;

/** Somebody who asks; whoever has no answer may ask again. */
final class Operator extends SimulatedProcess {
  private Optional<Producer<FactRecord>> producer = Optional.empty();
  private int asked;

  Operator(World world, Host host) {
    super(world, host, "operator");
  }

  @Override
  void begin() {
    producer = Optional.of(new Producer<>(world.events, this));
  }

  @Override
  void ended() {
    producer = Optional.empty();
  }

  @Override
  long deadline() {
    return Long.MAX_VALUE;
  }

  @Override
  void clock() {
    // Acts when asked to.
  }

  void request(Operation operation) {
    append(new Fact.Request(nextId(), "operator", operation));
  }

  void define(ClusterDefinition definition) {
    append(new Fact.Defined(nextId(), "operator", definition));
  }

  /** Puts a definition in place of whatever is under way. */
  void override(ClusterDefinition definition) {
    append(new Fact.Defined(nextId(), "operator", definition, true));
  }

  void appendToPartition(Fact fact) {
    producer.orElseThrow().submit(Placing.of(Optional.empty(), fact), Answer.NONE);
  }

  /** Says something in the name of whoever the fact names. */
  void say(Fact fact) {
    append(fact);
  }

  private String nextId() {
    return "r" + asked++;
  }

  private void append(Fact fact) {
    producer.orElseThrow().submit(Placing.of(Optional.of(World.CLUSTER), fact), Answer.NONE);
  }
}
