package dev.baton.azure;

import dev.baton.testkit.ActuatorContract;

final class AzureIlbContractTest extends ActuatorContract {

  @Override
  protected World world() throws Exception {
    return new AzureWorld();
  }
}
