package dev.baton.compose.convert.pacemaker;

import dev.baton.compose.convert.Findings;
import dev.baton.model.NodeId;
import dev.baton.model.definition.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Makes priorities out of scores, and failback out of stickiness. */
final class MemberMaker {

  private static final int HIGHEST = 1000;
  private static final int STEP = 100;
  private static final int MOST_MEMBERS = 16;

  private final Map<String, NodeId> nodes;
  private final Constraints constraints;
  private final boolean optIn;
  private final Findings findings;

  /**
   * Makes it.
   *
   * @param optIn whether a resource may be only where a constraint puts it
   */
  MemberMaker(
      Map<String, NodeId> nodes, Constraints constraints, boolean optIn, Findings findings) {
    this.nodes = nodes;
    this.constraints = constraints;
    this.optIn = optIn;
    this.findings = findings;
  }

  /** Returns the members in the file's order, with the scores of their nodes in that order. */
  List<Member> members(Resource resource) {
    Map<NodeId, Integer> scores = scores(resource);
    if (scores.isEmpty() || scores.size() > MOST_MEMBERS) {
      findings.refused(
          resource.place(),
          resource.id(),
          "may be on " + scores.size() + " nodes; a cluster has 1 to 16");
      return List.of();
    }
    TreeSet<Integer> distinct = new TreeSet<>(scores.values());
    int step = Math.min(STEP, HIGHEST / distinct.size());
    List<Member> members = new ArrayList<>();
    scores.forEach(
        (node, score) ->
            members.add(new Member(node, step * distinct.headSet(score, true).size())));
    if (distinct.size() < scores.size()) {
      findings.changed(
          resource.place(),
          resource.id(),
          "has the same score on several nodes, and so they have the same priority; of these"
              + " Pacemaker takes the one with the fewest resources, and Baton the smaller name");
    }
    if (members.size() == 1) {
      findings.changed(
          resource.place(), resource.id(), "may be on one node, so that nobody takes over from it");
    }
    return members;
  }

  /** A resource is never on a node where its scores sum up to less than zero. */
  private Map<NodeId, Integer> scores(Resource resource) {
    Map<String, Integer> known = constraints.scores(resource);
    Map<NodeId, Integer> scores = new LinkedHashMap<>();
    nodes.forEach(
        (name, node) -> {
          int score = known.getOrDefault(name, optIn ? -Score.INFINITY : 0);
          if (score >= 0) {
            scores.put(node, score);
          } else {
            findings.changed(
                resource.place(),
                resource.id(),
                "may not be on " + name + " by its scores, so that " + name + " is no member");
          }
        });
    return scores;
  }

  /**
   * Returns empty if the VIPs stay where they are when a node of a higher score is back, and
   * otherwise after how long they go there.
   */
  Optional<Duration> failback(Resource resource) {
    List<Integer> sorted = new ArrayList<>(scores(resource).values());
    sorted.sort((one, other) -> Integer.compare(other, one));
    if (sorted.size() < 2) {
      return Optional.empty();
    }
    boolean back = goesBack(sorted.get(0), sorted.get(1), resource.stickiness());
    boolean fromLast =
        goesBack(sorted.get(0), sorted.get(sorted.size() - 1), resource.stickiness());
    if (back != fromLast) {
      findings.changed(
          resource.place(),
          resource.id(),
          "goes back from some nodes and stays on others, by its stickiness; the definition has one"
              + " failback for all nodes: manual");
    }
    return back ? Optional.of(Duration.ZERO) : Optional.empty();
  }

  private static boolean goesBack(int best, int other, int stickiness) {
    return best > Score.sum(other, stickiness);
  }
}
