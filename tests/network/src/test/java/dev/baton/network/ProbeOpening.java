package dev.baton.network;

import dev.baton.lease.gate.GateException;
import dev.baton.lease.shell.MemberLink;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.responder.Delivery;
import dev.baton.responder.ProbeEndpoint;
import dev.baton.responder.ResponderActuator;
import dev.baton.responder.ResponderSettings;
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
    ResponderSettings settings =
        new ResponderSettings(
            new ClusterId("web"),
            new NodeId("a"),
            Optional.empty(),
            directory,
            directory,
            Duration.ofSeconds(5),
            new ProbeEndpoint(Optional.empty(), PortHolder.PORT, "/"),
            new Delivery(Optional.of("lo"), List.of()),
            Set.of());
    try {
      ResponderActuator opened =
          ResponderActuator.open(settings, new InMemoryEventLog(1), MemberLink.NONE);
      System.out.println("opened " + opened.vipAddresses().describe());
    } catch (GateException e) {
      System.out.println(e.getMessage());
    }
  }
}
