package dev.baton.aws;

import dev.baton.cloudstubs.StubServer;
import dev.baton.cloudstubs.Troubles;
import dev.baton.cloudstubs.aws.AwsCloud;
import dev.baton.cloudstubs.aws.AwsStub;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.spi.Actuator;
import dev.baton.spi.Assignment;
import dev.baton.testkit.SampleCluster;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An account behind a stand-in for AWS, and the ways to it. */
record Account(AwsCloud cloud, Troubles troubles, StubServer standIn) implements AutoCloseable {

  static Account open() throws IOException {
    AwsCloud cloud = new AwsCloud();
    Troubles troubles = new Troubles();
    return new Account(cloud, troubles, StubServer.start(new AwsStub(cloud), troubles));
  }

  /** The settings given, and those that lead here. */
  Binding binding(String kind, Map<String, String> settings) {
    SortedMap<String, String> all = new TreeMap<>(settings);
    all.put("endpoint", standIn.uri().toString());
    all.putIfAbsent("region", "eu-central-1");
    return new Binding(kind, all);
  }

  /** An actuator for a cluster of {@code a} and {@code b}. */
  Actuator actuator(String kind, Map<String, String> settings, List<String> vips) {
    Binding binding = binding(kind, settings);
    return new AwsActuatorFactory()
        .create(SampleCluster.of(List.of("a", "b"), vips, binding), binding);
  }

  static Assignment assignment(String node, long epoch, List<String> vips) {
    return new Assignment(
        new ClusterId("web"),
        new Epoch(epoch),
        new NodeId(node),
        vips.stream().map(Vip::new).toList());
  }

  @Override
  public void close() {
    standIn.close();
  }
}
