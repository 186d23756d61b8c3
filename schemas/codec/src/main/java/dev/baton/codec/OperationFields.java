package dev.baton.codec;

import dev.baton.model.NodeId;
import dev.baton.model.fact.Operation;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads and writes operators' requests. The field {@code kind} tells the operation. */
final class OperationFields {

  private static final SortedMap<String, Function<Fields, Operation>> KINDS = new TreeMap<>();

  static {
    KINDS.put("switchover", in -> new Operation.Switchover(in.optionalText("target", NodeId::new)));
    KINDS.put("maintenance", in -> new Operation.Maintenance(in.flag("on")));
    KINDS.put("standby", in -> new Operation.Standby(in.text("node", NodeId::new)));
    KINDS.put("resume", in -> new Operation.Resume(in.text("node", NodeId::new)));
    KINDS.put("acknowledge", in -> new Operation.Acknowledge());
    KINDS.put("rebind", in -> new Operation.Rebind(in.text("node", NodeId::new)));
    KINDS.put("lift-quarantine", in -> new Operation.LiftQuarantine());
    KINDS.put(
        "undefine",
        in -> new Operation.Undefine(in.optionalNumber("version", number -> number).orElse(0L)));
    KINDS.put("forget", in -> new Operation.Forget(in.text("node", NodeId::new)));
  }

  private OperationFields() {}

  static Operation read(Fields in) {
    return in.kind(KINDS);
  }

  static FieldWriter write(FieldWriter out, Operation operation) {
    return operation.match(new Writer(out));
  }

  private record Writer(FieldWriter out) implements Operation.Cases<FieldWriter> {

    @Override
    public FieldWriter switchover(Operation.Switchover operation) {
      return out.text("kind", "switchover").text("target", operation.target().map(NodeId::value));
    }

    @Override
    public FieldWriter maintenance(Operation.Maintenance operation) {
      return out.text("kind", "maintenance").flag("on", operation.on());
    }

    @Override
    public FieldWriter standby(Operation.Standby operation) {
      return out.text("kind", "standby").text("node", operation.node().value());
    }

    @Override
    public FieldWriter resume(Operation.Resume operation) {
      return out.text("kind", "resume").text("node", operation.node().value());
    }

    @Override
    public FieldWriter acknowledge(Operation.Acknowledge operation) {
      return out.text("kind", "acknowledge");
    }

    @Override
    public FieldWriter rebind(Operation.Rebind operation) {
      return out.text("kind", "rebind").text("node", operation.node().value());
    }

    @Override
    public FieldWriter liftQuarantine(Operation.LiftQuarantine operation) {
      return out.text("kind", "lift-quarantine");
    }

    @Override
    public FieldWriter undefine(Operation.Undefine operation) {
      return out.text("kind", "undefine")
          .number("version", Optional.of(operation.version()).filter(least -> least > 0));
    }

    @Override
    public FieldWriter forget(Operation.Forget operation) {
      return out.text("kind", "forget").text("node", operation.node().value());
    }
  }
}
