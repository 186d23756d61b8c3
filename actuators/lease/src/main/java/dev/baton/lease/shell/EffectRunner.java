package dev.baton.lease.shell;

import dev.baton.lease.core.KeeperEffect;
import dev.baton.lease.gate.GateException;
import dev.baton.lease.gate.KernelGate;
import dev.baton.log.EventLog;
import dev.baton.log.RetryingAppender;
import dev.baton.model.Epoch;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Incident;
import dev.baton.model.fact.IncidentKind;
import dev.baton.scheduling.RealTimeScheduling;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out effects, one after the other. Returns why an address could not be added. It throws
 * every other failure, because a keeper that cannot work its gate must stop; the kernel then shuts
 * the gate.
 */
final class EffectRunner implements KeeperEffect.Cases<Optional<EffectRunner.Failure>> {
  private static final Logger LOG = LoggerFactory.getLogger(KeeperService.class);

  private final KeeperSettings settings;
  private final EventLog log;
  private final KernelGate gate;
  private final VipAddresses vipAddresses;
  private final MemberLink link;
  private final HostGuard host;
  private final HostMemory memory;
  private final Tally tally;
  private final LongSupplier clock;
  private final Answers answers;
  private final RetryingAppender facts;
  private final VipPlacement placement;
  private Epoch opened = Epoch.NONE;

  /** An effect that could not be carried out. */
  record Failure(Epoch epoch, String why) {}

  /** Receives how keepalives ended. */
  interface Answers {
    /** The log has acknowledged it. */
    void acknowledged(SessionId session, long sequence, Position position);

    /** It was given up; it may still be in the log. */
    void givenUp(SessionId session, long sequence, Throwable why);
  }

  EffectRunner(KeeperParts parts, Tally tally, RetryingAppender facts, Answers answers) {
    this.settings = parts.settings();
    this.log = parts.log();
    this.gate = parts.gate();
    this.vipAddresses = parts.vipAddresses();
    this.link = parts.link();
    this.host = new HostGuard(parts);
    this.placement = new VipPlacement(vipAddresses);
    this.memory = new HostMemory(parts.settings().runDirectory(), parts.settings().cluster());
    this.clock = parts.clock();
    this.tally = tally;
    this.facts = facts;
    this.answers = answers;
  }

  HostGuard host() {
    return host;
  }

  HostMemory memory() {
    return memory;
  }

  @Override
  public Optional<Failure> remember(KeeperEffect.Remember effect) {
    memory.remember(effect.sessions());
    return Optional.empty();
  }

  @Override
  public Optional<Failure> guard(KeeperEffect.Guard effect) {
    host.guard(effect.vips(), effect.ports());
    placement.forget();
    LOG.atInfo()
        .addKeyValue("cluster", settings.cluster())
        .addKeyValue("vips", host.carried())
        .addKeyValue("ports", host.ports().carried())
        .addKeyValue("gate", gate.describe())
        .log("guarding");
    return Optional.empty();
  }

  /**
   * If this fails, an address stays that is silent behind the gate, or clients wait for a timeout.
   */
  private void attempt(Runnable deed) {
    try {
      deed.run();
    } catch (VipAddressesException e) {
      LOG.atError()
          .addKeyValue("cluster", settings.cluster())
          .log("going on without: {}", e.getMessage());
    }
  }

  @Override
  public Optional<Failure> arm(KeeperEffect.Arm effect) {
    gate.arm(effect.slot(), effect.lease());
    return Optional.empty();
  }

  @Override
  public Optional<Failure> send(KeeperEffect.Send effect) {
    Fact.Keepalive keepalive = effect.keepalive();
    SessionId session = keepalive.session();
    long sequence = keepalive.sequence();
    tally.sent.incrementAndGet();
    if (keepalive.first()) {
      host.tellAgain();
      tally.sessions.incrementAndGet();
      say("session begins").addKeyValue("session", session).log();
    }
    CompletionStage<Position> appended = log.append(settings.cluster(), keepalive);
    var unused =
        appended.whenComplete(
            (position, failure) -> {
              if (failure == null) {
                tally.acknowledged.incrementAndGet();
                answers.acknowledged(session, sequence, position);
              } else {
                tally.givenUp.incrementAndGet();
                answers.givenUp(session, sequence, failure);
              }
            });
    return Optional.empty();
  }

  @Override
  public Optional<Failure> acknowledge(KeeperEffect.Acknowledge effect) {
    return work(opened, () -> gate.acknowledge(effect.slot()));
  }

  /** A gate that consists of the addresses may fail as they do. Any other gate must not fail. */
  private Optional<Failure> work(Epoch epoch, Runnable deed) {
    try {
      deed.run();
      return Optional.empty();
    } catch (GateException e) {
      if (!gate.placesAddresses()) {
        throw e;
      }
      return Optional.of(failure(epoch, e));
    }
  }

  private Failure failure(Epoch epoch, RuntimeException e) {
    LOG.atError()
        .addKeyValue("cluster", settings.cluster())
        .addKeyValue("epoch", epoch)
        .log("the VIPs cannot be put: {}", e.getMessage());
    return new Failure(epoch, String.valueOf(e.getMessage()));
  }

  @Override
  public Optional<Failure> putAddresses(KeeperEffect.PutAddresses effect) {
    if (host.carriesNothing()) {
      return Optional.of(new Failure(effect.epoch(), host.words()));
    }
    return gate.placesAddresses() ? Optional.empty() : put(effect.epoch());
  }

  /** Adds the VIPs, and reports for each missing one why. */
  Optional<Failure> put(Epoch epoch) {
    try {
      placement
          .put(clock.getAsLong())
          .forEach((vip, why) -> tell(epoch, IncidentKind.ADDRESS_LOST, vip, why));
      return Optional.empty();
    } catch (VipAddressesException e) {
      return Optional.of(failure(epoch, e));
    }
  }

  /** Tries again, at an interval, the VIPs that a holder could not add. */
  Optional<Failure> mend(Epoch epoch) {
    try {
      Collection<InetAddress> back = placement.mend(clock.getAsLong());
      back.forEach(vip -> tell(epoch, IncidentKind.ADDRESS_RESTORED, vip, "it can be put again"));
      if (!back.isEmpty()) {
        announceAgain();
      }
      return Optional.empty();
    } catch (VipAddressesException e) {
      return Optional.of(failure(epoch, e));
    }
  }

  void announceAgain() {
    attempt(vipAddresses::announce);
  }

  private void tell(Epoch epoch, IncidentKind kind, InetAddress vip, String why) {
    String address = vip.getHostAddress();
    LOG.atWarn()
        .addKeyValue("cluster", settings.cluster())
        .addKeyValue("epoch", epoch)
        .addKeyValue("kind", kind)
        .addKeyValue("vip", address)
        .log(why);
    facts.append(settings.cluster(), new Incident(settings.node(), epoch, kind, address, why));
  }

  @Override
  public Optional<Failure> openGate(KeeperEffect.OpenGate effect) {
    opened = effect.epoch();
    return work(opened, () -> gate.open(effect.epoch().value(), effect.session().value()));
  }

  @Override
  public Optional<Failure> announce(KeeperEffect.Announce effect) {
    attempt(vipAddresses::announce);
    tally.acquired.incrementAndGet();
    Duration took = Duration.ofNanos(clock.getAsLong() - effect.orderedAt());
    facts.append(
        settings.cluster(),
        new Fact.Acquired(
            effect.epoch(), settings.node(), effect.session(), took, Optional.of(effect.by())));
    say("holds the VIPs")
        .addKeyValue("epoch", effect.epoch())
        .addKeyValue("session", effect.session())
        .addKeyValue("tookMicros", took.toNanos() / 1000)
        .log();
    return Optional.empty();
  }

  @Override
  public Optional<Failure> shutGate(KeeperEffect.ShutGate effect) {
    gate.shut();
    vipAddresses.silence();
    tally.shut.incrementAndGet();
    say("gate shut")
        .addKeyValue("epoch", effect.epoch())
        .addKeyValue("cause", effect.cause())
        .log();
    return Optional.empty();
  }

  @Override
  public Optional<Failure> removeAddresses(KeeperEffect.RemoveAddresses effect) {
    attempt(vipAddresses::remove);
    placement.removed();
    return Optional.empty();
  }

  @Override
  public Optional<Failure> resetConnections(KeeperEffect.ResetConnections effect) {
    // The reset takes time and nothing waits for it.
    int reset = RealTimeScheduling.without(this::resetNow);
    if (reset > 0) {
      say("connections reset").addKeyValue("connections", reset).log();
    }
    return Optional.empty();
  }

  private int resetNow() {
    try {
      return vipAddresses.resetConnections() + host.ports().resetConnections();
    } catch (VipAddressesException e) {
      LOG.atWarn()
          .addKeyValue("cluster", settings.cluster())
          .log("clients find out by themselves: {}", e.getMessage());
      return 0;
    }
  }

  @Override
  public Optional<Failure> meet(KeeperEffect.Meet effect) {
    link.meet(effect.members());
    return Optional.empty();
  }

  @Override
  public Optional<Failure> tell(KeeperEffect.Tell effect) {
    link.released(effect.epoch(), effect.generation());
    return Optional.empty();
  }

  @Override
  public Optional<Failure> append(KeeperEffect.Append effect) {
    facts.append(settings.cluster(), effect.fact());
    return Optional.empty();
  }

  @Override
  public Optional<Failure> ask(KeeperEffect.Ask effect) {
    link.ask(effect.question());
    return Optional.empty();
  }

  @Override
  public Optional<Failure> promise(KeeperEffect.Promise effect) {
    link.promise(effect.to(), effect.reply());
    return Optional.empty();
  }

  private org.slf4j.spi.LoggingEventBuilder say(String message) {
    return LOG.atInfo()
        .setMessage(message)
        .addKeyValue("cluster", settings.cluster())
        .addKeyValue("node", settings.node());
  }
}
