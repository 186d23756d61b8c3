package dev.baton.integration;

/** An AWS route table. */
class AwsRouteScenarioTest extends CloudScenarioContract {
  AwsRouteScenarioTest() {
    super("aws-route", "ec2:ReplaceRoute");
  }
}
