package dev.baton.bench;

import dev.baton.compose.demo.TestCluster;
import dev.baton.compose.demo.TestNode;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Successor;
import java.util.List;
import java.util.Optional;

/** Baton on the hosts a and b, whose words to each other may be dropped on the way. */
final class BatonSite implements FailoverStage {
  private static final int CHANNEL_PORT = 9480;

  private final TestCluster cluster;
  private final boolean heard;

  /**
   * A way on which a cluster moves its VIP.
   *
   * @param heard whether the nodes hear each other over the channel; it is only so between {@link
   *     #makeReady} and the next move
   */
  BatonSite(TestCluster cluster, boolean heard) {
    this.cluster = cluster;
    this.heard = heard;
  }

  @Override
  public void makeReady(char holder) {
    for (String name : List.of("a", "b")) {
      TestNode node = cluster.node(name);
      if (!node.program("service").isAlive()) {
        Stages.awaitReady(node.program("service").output(), node::startService);
      }
      hear(node);
    }
    cluster.awaitReady(Character.toString(holder));
    cluster.require(state -> standsReady(state, other(holder)), "a successor to stand ready");
  }

  private static boolean standsReady(ClusterState state, char node) {
    return state
        .succession()
        .successor()
        .filter(next -> !next.withdrawn())
        .map(Successor::node)
        .equals(Optional.of(new NodeId(Character.toString(node))));
  }

  private void hear(TestNode node) {
    String drop =
        heard ? "" : " ; add rule inet channel_cut in udp dport " + CHANNEL_PORT + " drop";
    node.host()
        .run(
            "nft",
            "add table inet channel_cut ; delete table inet channel_cut ;"
                + " add table inet channel_cut ; add chain inet channel_cut in"
                + " { type filter hook input priority -500 ; }"
                + drop);
  }

  @Override
  public void killService(char holder) {
    cluster.node(Character.toString(holder)).killService();
  }

  @Override
  public void switchOver(char holder) {
    NodeId target = new NodeId(Character.toString(other(holder)));
    String unused = cluster.request(new Operation.Switchover(Optional.of(target)));
  }

  @Override
  public char other(char holder) {
    return holder == 'a' ? 'b' : 'a';
  }
}
