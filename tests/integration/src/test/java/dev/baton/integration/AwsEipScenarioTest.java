package dev.baton.integration;

/** An Elastic IP. */
class AwsEipScenarioTest extends CloudScenarioContract {
  AwsEipScenarioTest() {
    super("aws-eip", "ec2:AssociateAddress");
  }
}
