package dev.baton.aws;

import dev.baton.testkit.ActuatorContract;

class EipContractTest extends ActuatorContract {
  @Override
  protected World world() throws Exception {
    return EipWorld.open();
  }
}
