package dev.baton.simulation;

import dev.baton.lease.core.Question;
import dev.baton.lease.core.Reply;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The direct way between keepers (rules D and H). Each word leaves three times. Copies get lost,
 * come late, and overtake one another; some are said again much later, as somebody would who
 * recorded them.
 */
final class Channel {
  private static final int COPIES = 3;
  private static final long LATE_MICROS = 3_000_000L;

  private final World world;
  private final Dice dice;
  private final int heardPercent;
  private final List<Word> said = new ArrayList<>();

  private record Word(KeeperProcess from, Epoch epoch, long generation) {}

  Channel(World world, int heardPercent) {
    this.world = world;
    this.heardPercent = heardPercent;
    dice = world.dice("channel");
  }

  /** A keeper tells all others that it has let go of an epoch for good. */
  void say(KeeperProcess from, Epoch epoch, long generation) {
    if (heardPercent == 0) {
      return;
    }
    world.trace.say(from.name, "tells", "it has let go of " + epoch);
    Word word = new Word(from, epoch, generation);
    said.add(word);
    spread(word);
    if (dice.percent(30)) {
      spread(said.get(dice.between(0, said.size() - 1)));
    }
  }

  private void spread(Word word) {
    for (KeeperProcess to : world.keepers()) {
      boolean away = to.host != word.from().host;
      for (int copy = 0; away && copy < COPIES; copy++) {
        if (dice.percent(heardPercent)) {
          world.scheduler.after(latency(), () -> to.hear(word.epoch(), word.generation()));
        }
      }
    }
  }

  /** A holder asks the other members for promises, each in the session that the log has. */
  void ask(KeeperProcess from, Question question) {
    from.knownAs()
        .ifPresent(
            own ->
                others(from)
                    .forEach(
                        to ->
                            from.knows(to)
                                .ifPresent(as -> carry(() -> to.asked(from, own, as, question)))));
  }

  /** A member answers. */
  void answer(KeeperProcess from, NodeId to, Reply reply) {
    Optional<SessionId> own = from.knownAs();
    if (own.isPresent()) {
      others(from)
          .filter(each -> each.node().equals(to))
          .filter(each -> each.knownAs().equals(from.knows(each)))
          .forEach(each -> carry(() -> each.answered(from, own.orElseThrow(), reply)));
    }
  }

  /** A member that has read more answers between the sessions that the asker knows. */
  void refuse(KeeperProcess from, SessionId as, KeeperProcess to, Question question) {
    Reply reply = new Reply(question.epoch(), question.generation(), question.nonce(), false, true);
    carry(() -> to.answered(from, as, reply));
  }

  private Stream<KeeperProcess> others(KeeperProcess from) {
    return world.keepers().stream().filter(to -> to.host != from.host);
  }

  /** Lets it get lost, come late, and come once more much later. */
  private void carry(Runnable datagram) {
    if (heardPercent > 0 && dice.percent(heardPercent)) {
      world.scheduler.after(latency(), datagram);
      if (heardPercent < 100 && dice.percent(10)) {
        world.scheduler.after(dice.micros(50, LATE_MICROS), datagram);
      }
    }
  }

  private long latency() {
    return heardPercent < 100 && dice.percent(15)
        ? dice.micros(50, LATE_MICROS)
        : dice.micros(50, 500);
  }
}
