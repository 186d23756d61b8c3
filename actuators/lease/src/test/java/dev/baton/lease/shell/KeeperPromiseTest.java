package dev.baton.lease.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.lease.core.Question;
import dev.baton.lease.core.Reply;
import dev.baton.model.Epoch;
import dev.baton.model.HostAddress;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Rule H, from the channel to the keeper and back. */
final class KeeperPromiseTest extends KeeperServiceWorld {
  private static final NodeId OTHER = new NodeId("b");
  private static final Question QUESTION = new Question(new Epoch(1), 0, 1, 41);

  /** What a keeper says to other members. */
  private static final class RecordingLink implements MemberLink {
    private final List<String> said = new CopyOnWriteArrayList<>();
    private volatile Optional<SessionId> known = Optional.empty();

    @Override
    public List<MemberAddress> hearsAt(List<HostAddress> own) {
      return List.of();
    }

    @Override
    public void own(Optional<SessionId> session, long generation) {
      known = session;
    }

    @Override
    public void meet(List<Command.Peer> members) {}

    @Override
    public void released(Epoch epoch, long generation) {}

    @Override
    public void ask(Question question) {
      said.add("all: " + question);
    }

    @Override
    public void promise(NodeId to, Reply reply) {
      said.add(to + ": " + reply);
    }
  }

  @Test
  void answersWhoAsksUnderTheSessionByWhichTheOthersKnowIt() throws IOException {
    RecordingLink recording = new RecordingLink();
    link = recording;
    define();
    KeeperService service = start();
    SessionId session = session();
    assertThat(recording.known).isEmpty();
    order(
        new Command.Peers(
            List.of(
                new Command.Peer(NODE, session, List.of()),
                new Command.Peer(OTHER, new SessionId("s-b"), List.of()))));
    await().until(() -> recording.known.equals(Optional.of(session)));

    service.asked(OTHER, QUESTION);

    await().until(() -> !recording.said.isEmpty());
    assertThat(recording.said)
        .containsExactly("b: " + new Reply(QUESTION.epoch(), 0, QUESTION.nonce(), true, true));
  }

  @Test
  void anAnswerToWhatItDidNotAskChangesNothing() throws IOException {
    RecordingLink recording = new RecordingLink();
    link = recording;
    KeeperService service = hold();

    service.promised(OTHER, new Reply(new Epoch(1), 0, 41, true, true));
    service.asked(OTHER, QUESTION);

    await().until(() -> !recording.said.isEmpty());
    assertThat(recording.said)
        .containsExactly("b: " + new Reply(QUESTION.epoch(), 0, QUESTION.nonce(), false, true));
    assertThat(service.report().failure()).isEmpty();
  }
}
