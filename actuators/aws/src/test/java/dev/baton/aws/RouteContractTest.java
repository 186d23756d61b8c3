package dev.baton.aws;

import dev.baton.testkit.ActuatorContract;
import java.util.List;

class RouteContractTest extends ActuatorContract {
  @Override
  protected World world() throws Exception {
    return RouteWorld.of(2, List.of("10.20.0.10", "fd00:20::10"));
  }
}
