package dev.baton.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.spi.ApiCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeastPrivilegeTest {

  @Test
  void anIamPolicyHasAStatementForEachSetOfResources() {
    String policy =
        LeastPrivilege.iamPolicy(
            List.of(
                new ApiCall("ec2:ReplaceRoute", "arn:rtb-2", true, ""),
                new ApiCall("ec2:ReplaceRoute", "arn:rtb-1", true, ""),
                new ApiCall("ec2:DescribeRouteTables", "*", false, "once"),
                new ApiCall("ec2:DescribeRouteTables", "*", false, "and again"),
                new ApiCall("ec2:DescribeNetworkInterfaces", "*", false, "")));

    assertThat(policy)
        .isEqualTo(
            """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Action": ["ec2:DescribeNetworkInterfaces", "ec2:DescribeRouteTables"],
                  "Resource": ["*"]
                },
                {
                  "Effect": "Allow",
                  "Action": ["ec2:ReplaceRoute"],
                  "Resource": ["arn:rtb-1", "arn:rtb-2"]
                }
              ]
            }
            """);
  }

  @Test
  void anAzureRoleNamesActionsOnceAndWhereItMayBeAssigned() {
    String role =
        LeastPrivilege.azureRole(
            "Baton \"actuator\"",
            "/subscriptions/s/resourceGroups/g",
            List.of(
                new ApiCall("Microsoft.Network/lb/write", "/lb", true, ""),
                new ApiCall("Microsoft.Network/lb/read", "/lb", false, "")));

    assertThat(role)
        .isEqualTo(
            """
            {
              "Name": "Baton \\"actuator\\"",
              "IsCustom": true,
              "Description": "What Baton's actuator calls, and no more.",
              "Actions": ["Microsoft.Network/lb/read", "Microsoft.Network/lb/write"],
              "NotActions": [],
              "AssignableScopes": ["/subscriptions/s/resourceGroups/g"]
            }
            """);
  }

  @Test
  void aGoogleRoleListsPermissions() {
    String role =
        LeastPrivilege.gcpRole(
            "Baton",
            List.of(
                new ApiCall("compute.regionBackendServices.update", "*", true, ""),
                new ApiCall("compute.regionBackendServices.get", "*", false, "")));

    assertThat(role)
        .isEqualTo(
            """
            title: "Baton"
            description: What Baton's actuator calls, and no more.
            stage: GA
            includedPermissions:
            - compute.regionBackendServices.get
            - compute.regionBackendServices.update
            """);
  }
}
