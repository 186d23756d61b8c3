package dev.baton.gcp;

import dev.baton.testkit.ActuatorContract;
import java.io.IOException;

final class BackendsActuatorContractTest extends ActuatorContract {
  @Override
  protected World world() throws IOException {
    return IlbWorld.ofBackends();
  }
}
