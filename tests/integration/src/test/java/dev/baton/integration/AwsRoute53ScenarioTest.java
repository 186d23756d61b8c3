package dev.baton.integration;

/** A name in Route 53. */
class AwsRoute53ScenarioTest extends CloudScenarioContract {
  AwsRoute53ScenarioTest() {
    super("aws-route53", "route53:ChangeResourceRecordSets");
  }
}
