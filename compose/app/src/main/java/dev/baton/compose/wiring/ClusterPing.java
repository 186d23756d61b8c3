package dev.baton.compose.wiring;

import dev.baton.channel.shell.MemberChannel;
import dev.baton.compose.ping.PingJson;
import dev.baton.compose.ping.PingReport;
import dev.baton.compose.ping.PingReport.Answer;
import dev.baton.compose.ping.PingReport.Silence;
import dev.baton.compose.service.WebPage;
import dev.baton.model.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks every other member of a cluster over the channel when somebody asks for the page. Whoever
 * asks while a round is under way is given the answers of that round. Thread-safe.
 */
final class ClusterPing implements WebPage {
  private final Channels channels;
  private final MemberChannel channel;
  private final NodeId node;
  private final Supplier<List<NodeId>> members;
  private volatile Optional<PingRound> round = Optional.empty();
  private CompletableFuture<PingReport> report;

  /** Negative, so that no question of the channel's own has the same. */
  private long nonce = Long.MIN_VALUE;

  /**
   * Has asked nothing yet.
   *
   * @param node this node
   * @param members the nodes that the definition names, as far as it was read
   */
  ClusterPing(
      Channels channels, MemberChannel channel, NodeId node, Supplier<List<NodeId>> members) {
    this.channels = channels;
    this.channel = channel;
    this.node = node;
    this.members = members;
    this.report = silent(Silence.NO_SESSION);
  }

  @Override
  public String path() {
    return PingReport.path(channel.cluster());
  }

  @Override
  public CompletionStage<String> answer() {
    return ask().thenApply(PingJson::line);
  }

  /** A member has answered a question, of this or of another round. */
  void heard(NodeId from, long of, long now) {
    round.ifPresent(asked -> asked.heard(from, of, now));
  }

  private synchronized CompletableFuture<PingReport> ask() {
    if (report.isDone()) {
      Optional<Silence> silence = silence();
      report = silence.isPresent() ? silent(silence.orElseThrow()) : askAll();
    }
    return report;
  }

  private CompletableFuture<PingReport> silent(Silence why) {
    return CompletableFuture.completedFuture(PingReport.silent(channel.cluster(), node, why));
  }

  private Optional<Silence> silence() {
    if (!channels.hasKey()) {
      return Optional.of(Silence.NO_KEY);
    }
    // A process that waits for the log listens nowhere yet.
    if (!channel.hasSession()) {
      return Optional.of(Silence.NO_SESSION);
    }
    if (!channels.isListening()) {
      return Optional.of(Silence.NOT_LISTENING);
    }
    return channels.mayPing() ? Optional.empty() : Optional.of(Silence.TOO_OFTEN);
  }

  private CompletableFuture<PingReport> askAll() {
    List<PingRound.Asked> questions = new ArrayList<>();
    long first = nonce;
    for (MemberChannel.Addressed each : channel.ping(() -> nonce++)) {
      questions.add(new PingRound.Asked(first + questions.size(), each));
    }
    PingRound next = new PingRound(questions);
    round = Optional.of(next);
    return next.ask(datagram -> channels.send(List.of(datagram)), PingReport.DEADLINE)
        .thenApply(this::report);
  }

  private PingReport report(List<Answer> answers) {
    Set<NodeId> asked = answers.stream().map(Answer::node).collect(Collectors.toSet());
    Stream<Answer> unknown =
        members.get().stream()
            .filter(member -> !member.equals(node) && !asked.contains(member))
            .map(member -> new Answer(member, Optional.empty(), Optional.empty()));
    return new PingReport(
        channel.cluster(),
        node,
        Optional.empty(),
        Stream.concat(answers.stream(), unknown)
            .sorted(Comparator.comparing(Answer::node))
            .toList());
  }
}
