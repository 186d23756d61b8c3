package dev.baton.network;

import dev.baton.lease.gate.GateException;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.probe.Delivery;
import dev.baton.probe.ProbeActuator;
import dev.baton.probe.ProbeSettings;
import dev.baton.probe.ResponderSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A process that opens a probe actuator and prints what came of it. Argument: a folder. */
final class ProbeOpening {
  private ProbeOpening() {}

  /** Prints {@code opened}, or why it was not. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    ProbeSettings settings =
        new ProbeSettings(
            new ClusterId("web"),
            new NodeId("a"),
            Optional.empty(),
            directory,
            directory,
            Duration.ofSeconds(5),
            new ResponderSettings(Optional.empty(), PortHolder.PORT, "/"),
            new Delivery(Optional.of("lo"), List.of()),
            Set.of());
    try {
      ProbeActuator opened = ProbeActuator.open(settings, new InMemoryEventLog(1));
      System.out.println("opened " + opened.presence().describe());
    } catch (GateException e) {
      System.out.println(e.getMessage());
    }
  }
}
