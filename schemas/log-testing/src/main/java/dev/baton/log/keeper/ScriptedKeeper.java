package dev.baton.log.keeper;

import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.OpenedBy;
import dev.baton.model.fact.ReleaseReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A keeper that obeys commands as rules C, K and R say, in their order and each once. It has no
 * gate, no clock and no log of its own. Not thread-safe.
 */
public final class ScriptedKeeper {
  private final NodeId node;
  private final String life;
  private final Duration lease;
  private final Consumer<Fact> log;
  private final Obeying obeying = new Obeying();
  private Optional<String> failure = Optional.empty();
  private SessionId session;
  private int sessions;
  private long sequence;
  private Epoch holding = Epoch.NONE;
  private Epoch highestSeen = Epoch.NONE;
  private boolean defined;
  private long definition;
  private Optional<Source> lastTaken = Optional.empty();

  /**
   * Creates a keeper that has read nothing.
   *
   * @param life what the names of its sessions begin with; a number follows
   * @param log takes what it says, in order
   */
  public ScriptedKeeper(NodeId node, String life, Duration lease, Consumer<Fact> log) {
    this.node = node;
    this.life = life;
    this.lease = lease;
    this.log = log;
    this.session = new SessionId(life + "-0");
  }

  /** Fails every assignment from now on, for that reason. */
  public void failAssignments(String why) {
    failure = Optional.of(why);
  }

  /** Returns its node. */
  public NodeId node() {
    return node;
  }

  /** Returns its session. */
  public SessionId session() {
    return session;
  }

  /** Returns the epoch that it holds; {@link Epoch#NONE} if it holds none. */
  public Epoch holding() {
    return holding;
  }

  /** Tells whether the last definition that it read is one, and not the end of one. */
  public boolean isDefined() {
    return defined;
  }

  /** Says that it is alive. */
  public void keepAlive() {
    log.accept(
        new Fact.Keepalive(
            node,
            new InstallId("i-" + node),
            session,
            sequence++,
            lease,
            List.of(),
            holding,
            highestSeen,
            definition,
            lastTaken.map(Source::generation).orElse(0L),
            Enforcement.NFTABLES));
  }

  /** Obeys a command, unless it is a tick or stands before one that was taken. */
  public void take(CommandRecord order) {
    boolean tick = order.command() instanceof Command.Tick;
    if (!tick && (lastTaken.isEmpty() || order.source().isAfter(lastTaken.orElseThrow()))) {
      lastTaken = Optional.of(order.source());
      holding = order.command().match(obeying);
    }
  }

  /** What it holds after each kind of command. */
  private final class Obeying implements Command.Cases<Epoch> {
    @Override
    public Epoch release(Command.Release command) {
      if (!command.session().equals(session)) {
        return holding;
      }
      boolean held = holding.equals(command.epoch());
      log.accept(
          new Fact.Released(
              command.epoch(), node, session, held, Optional.of(ReleaseReason.ASKED)));
      return held ? Epoch.NONE : holding;
    }

    /** It hears no holder's word, so it waits for an assignment. */
    @Override
    public Epoch next(Command.Next command) {
      return holding;
    }

    @Override
    public Epoch assign(Command.Assign command) {
      if (!command.epoch().isAfter(highestSeen)) {
        return holding;
      }
      highestSeen = command.epoch();
      if (!command.session().equals(session)) {
        return Epoch.NONE;
      }
      if (failure.isPresent()) {
        log.accept(new Fact.Failed(highestSeen, node, failure.orElseThrow()));
        return Epoch.NONE;
      }
      log.accept(
          new Fact.Acquired(
              highestSeen, node, session, Duration.ofMillis(1), Optional.of(OpenedBy.ASSIGN)));
      return highestSeen;
    }

    @Override
    public Epoch peers(Command.Peers command) {
      return holding;
    }

    @Override
    public Epoch dead(Command.Dead command) {
      if (!command.session().equals(session)) {
        return holding;
      }
      session = new SessionId(life + "-" + ++sessions);
      sequence = 0;
      return Epoch.NONE;
    }

    @Override
    public Epoch define(Command.Define command) {
      defined = true;
      definition = command.definition().version();
      return holding;
    }

    @Override
    public Epoch undefine(Command.Undefine command) {
      defined = false;
      definition = command.version();
      return Epoch.NONE;
    }

    @Override
    public Epoch demote(Command.Demote command) {
      return holding;
    }

    @Override
    public Epoch promote(Command.Promote command) {
      return holding;
    }

    @Override
    public Epoch tick(Command.Tick command) {
      return holding;
    }
  }
}
