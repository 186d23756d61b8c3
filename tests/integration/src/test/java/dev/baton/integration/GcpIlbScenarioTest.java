package dev.baton.integration;

/** An internal load balancer of Google Cloud. */
class GcpIlbScenarioTest extends CloudScenarioContract {
  GcpIlbScenarioTest() {
    super("gcp-ilb", "compute.regionBackendServices.update");
  }
}
