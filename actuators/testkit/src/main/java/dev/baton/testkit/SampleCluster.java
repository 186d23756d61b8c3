package dev.baton.testkit;

import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import java.util.ArrayList;
import java.util.List;

/** Defines clusters that differ in what actuators look at: members, VIPs, one binding. */
public final class SampleCluster {
  private SampleCluster() {}

  /**
   * Defines one.
   *
   * @param nodes the first is preferred, and so on
   * @param vips at least one
   */
  public static ClusterDefinition of(List<String> nodes, List<String> vips, Binding binding) {
    List<Member> members = new ArrayList<>();
    for (String node : nodes) {
      members.add(new Member(new NodeId(node), 900 - members.size()));
    }
    return new ClusterDefinition(
        new ClusterId("web"),
        1,
        members,
        vips.stream().map(Vip::new).toList(),
        List.of(binding),
        Timings.DEFAULT,
        FailoverPolicy.DEFAULT,
        HookPlan.NONE);
  }
}
