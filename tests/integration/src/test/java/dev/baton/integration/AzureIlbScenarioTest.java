package dev.baton.integration;

/** An internal load balancer of Azure. */
class AzureIlbScenarioTest extends CloudScenarioContract {
  AzureIlbScenarioTest() {
    super("azure-ilb", "Microsoft.Network/loadBalancers/write");
  }
}
