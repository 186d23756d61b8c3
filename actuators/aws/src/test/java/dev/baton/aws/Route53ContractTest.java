package dev.baton.aws;

import dev.baton.testkit.ActuatorContract;

class Route53ContractTest extends ActuatorContract {
  @Override
  protected World world() throws Exception {
    return Route53World.open();
  }
}
