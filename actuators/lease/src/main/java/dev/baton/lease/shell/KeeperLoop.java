package dev.baton.lease.shell;

import dev.baton.lease.core.KeeperEffect;
import dev.baton.lease.core.KeeperIdentity;
import dev.baton.lease.core.KeeperStart;
import dev.baton.lease.core.KeeperStatus;
import dev.baton.lease.core.SessionKeeper;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.Retry;
import dev.baton.log.RetryingAppender;
import dev.baton.log.Tail;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.HostView;
import dev.baton.model.fact.Incident;
import dev.baton.model.fact.IncidentKind;
import dev.baton.model.state.Snapshot;
import dev.baton.scheduling.LoopWatch;
import dev.baton.scheduling.RealTimeScheduling;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that owns a {@link SessionKeeper}: it waits for inputs, passes them on, and carries
 * out the effects.
 */
final class KeeperLoop implements KeeperInput.Cases<List<KeeperEffect>> {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Logger LOG = LoggerFactory.getLogger(KeeperService.class);

  /** The longest wait of the loop, so that facts which the log did not take are appended again. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final KeeperParts parts;
  private final BlockingQueue<KeeperInput> inputs;
  private final Tally tally;
  private final RetryingAppender facts;
  private final EffectRunner runner;
  private final Remarks remarks = new Remarks();
  private final OutageLog outages;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Tail tail;
  private volatile Optional<SessionKeeper> keeper = Optional.empty();
  private volatile List<HostView.Refused> refusals = List.of();
  private volatile Optional<KeeperStatus> status = Optional.empty();

  KeeperLoop(KeeperParts parts, BlockingQueue<KeeperInput> inputs, Tally tally) {
    this.parts = parts;
    this.inputs = inputs;
    this.tally = tally;
    this.facts = new RetryingAppender(parts.log()::append, KeeperService.MOST_FACTS);
    this.runner = new EffectRunner(parts, tally, facts, new Queued());
    ClusterId cluster = parts.settings().cluster();
    this.outages = new OutageLog(cluster, parts.settings().node());
    this.tail =
        new Tail(
            parts.log(),
            parts.log().partitionOf(cluster),
            Retry.until("the keeper of cluster " + cluster, stop));
  }

  RetryingAppender facts() {
    return facts;
  }

  List<HostView.Refused> refusals() {
    return refusals;
  }

  Optional<KeeperStatus> status() {
    return status;
  }

  /** Makes {@link #begin} give up, and makes {@link #run} release the VIPs and return. */
  void stop() {
    stop.countDown();
    inputs.offer(new KeeperInput.Wake());
  }

  /** Rule C: what an earlier process left open is shut before the first keepalive. */
  void flush() {
    runner.host().flush();
  }

  /**
   * Reads the cluster's snapshot, starts reading commands and creates the keeper, retrying until
   * the log answers. The keeper is created once, and before it gets the first command.
   *
   * @return empty if it was told to stop first
   */
  Optional<Tail.Following<Optional<Snapshot>>> begin() throws InterruptedException {
    Optional<Tail.Following<Optional<Snapshot>>> begun = tail.follow(this::plan);
    try {
      begun.ifPresent(following -> begin(following.state()));
      return begun;
    } catch (RuntimeException e) {
      begun.ifPresent(Tail.Following::close);
      throw e;
    }
  }

  private Optional<Snapshot> plan(Tail.Start start) {
    Optional<Snapshot> snapshot =
        start.snapshots().stream()
            .filter(each -> each.state().cluster().equals(parts.settings().cluster()))
            .reduce((earlier, later) -> later);
    StartAt from =
        snapshot.map(each -> StartAt.offset(each.commandsUpTo())).orElse(StartAt.BEGINNING);
    var unused = start.commands(from, delivery -> put(new KeeperInput.Read(delivery)));
    return snapshot;
  }

  private void begin(Optional<Snapshot> snapshot) {
    long now = parts.clock().getAsLong();
    SessionKeeper created = create(snapshot, now);
    keeper = Optional.of(created);
    created.onChannel(parts.link().hearsAt(runner.host().own()));
    snapshot
        .flatMap(each -> each.state().definitions().latest())
        .ifPresentOrElse(
            definition -> carryOut(created.onDefinition(definition, now)),
            runner.host()::letPortsGo);
  }

  private SessionKeeper create(Optional<Snapshot> snapshot, long now) {
    KeeperSettings settings = parts.settings();
    Enforcement enforcement =
        parts.gate().placesAddresses() ? Enforcement.ADDRESS_LIFETIME : Enforcement.NFTABLES;
    KeeperIdentity identity =
        new KeeperIdentity(
            settings.cluster(),
            settings.node(),
            settings.install(),
            enforcement,
            parts.gate().minimumLease());
    KeeperStart start =
        KeeperStart.after(
            snapshot, settings.node(), runner.memory().recall(), settings.silenceTimeout());
    return new SessionKeeper(identity, KeeperLoop::drawSession, start, now);
  }

  /** 64 bits only, because every keepalive carries the id twice. */
  private static SessionId drawSession() {
    return new SessionId(Long.toUnsignedString(RANDOM.nextLong(), 36));
  }

  /** Works until told to stop. Then it stops reading and releases the VIPs. */
  void run(Tail.Following<Optional<Snapshot>> commands) throws InterruptedException {
    SessionKeeper running = keeper.orElseThrow();
    RealTimeScheduling.settle();
    try (commands;
        LoopWatch watch = LoopWatch.begin("keeper of cluster " + parts.settings().cluster())) {
      work(running, watch);
    }
    carryOut(running.leave("stopped"));
  }

  private void work(SessionKeeper running, LoopWatch watch) throws InterruptedException {
    while (stop.getCount() > 0) {
      watch.turned();
      long now = parts.clock().getAsLong();
      long wait = Math.min(running.deadline(now) - now, LONGEST_WAIT_NANOS);
      KeeperInput input = inputs.poll(Math.max(wait, 0), TimeUnit.NANOSECONDS);
      carryOut(input == null ? running.onClock(parts.clock().getAsLong()) : input.match(this));
      facts.retry();
      lookAtHost(running);
      mend(running);
    }
  }

  private void lookAtHost(SessionKeeper running) {
    long now = parts.clock().getAsLong();
    if (runner.host().look(now)) {
      carryOut(running.onRebound(now));
    }
    running.onChannel(parts.link().hearsAt(runner.host().own()));
    runner
        .host()
        .news(running.status(now).definitionVersion(), remarks.at(now))
        .ifPresent(fact -> facts.append(parts.settings().cluster(), fact));
  }

  private void mend(SessionKeeper running) {
    running
        .status(parts.clock().getAsLong())
        .holding()
        .flatMap(runner::mend)
        .ifPresent(failed -> carryOut(given(running, failed)));
  }

  private List<KeeperEffect> given(SessionKeeper running, EffectRunner.Failure failed) {
    return running.onFailed(failed.epoch(), failed.why(), parts.clock().getAsLong());
  }

  private void carryOut(List<KeeperEffect> effects) {
    SessionKeeper running = keeper.orElseThrow();
    for (KeeperEffect effect : effects) {
      Optional<EffectRunner.Failure> failed = effect.match(runner);
      if (failed.isPresent()) {
        carryOut(given(running, failed.orElseThrow()));
        break;
      }
    }
    refusals = runner.host().refusals();
    long time = parts.clock().getAsLong();
    KeeperStatus now = running.status(time);
    outages.see(now, time).ifPresent(fact -> facts.append(parts.settings().cluster(), fact));
    status = Optional.of(now);
    parts.link().own(now.knownAs(), now.generation());
  }

  @Override
  public List<KeeperEffect> read(KeeperInput.Read input) {
    return input.delivery().match(new Readings());
  }

  @Override
  public List<KeeperEffect> acknowledged(KeeperInput.Acknowledged input) {
    return keeper
        .orElseThrow()
        .onAcknowledged(
            input.session(), input.sequence(), input.position(), parts.clock().getAsLong());
  }

  @Override
  public List<KeeperEffect> givenUp(KeeperInput.GivenUp input) {
    LOG.atWarn()
        .addKeyValue("cluster", parts.settings().cluster())
        .addKeyValue("session", input.session())
        .addKeyValue("sequence", input.sequence())
        .log("a keepalive was given up: {}", input.why());
    return keeper
        .orElseThrow()
        .onSendFailed(input.session(), input.sequence(), parts.clock().getAsLong());
  }

  @Override
  public List<KeeperEffect> wake(KeeperInput.Wake input) {
    return keeper.orElseThrow().onClock(parts.clock().getAsLong());
  }

  @Override
  public List<KeeperEffect> word(KeeperInput.Word input) {
    return keeper
        .orElseThrow()
        .onWord(input.epoch(), input.generation(), parts.clock().getAsLong());
  }

  @Override
  public List<KeeperEffect> asked(KeeperInput.Asked input) {
    return keeper.orElseThrow().onAsked(input.from(), input.question(), parts.clock().getAsLong());
  }

  @Override
  public List<KeeperEffect> promised(KeeperInput.Promised input) {
    return keeper.orElseThrow().onPromised(input.from(), input.reply(), parts.clock().getAsLong());
  }

  @Override
  public List<KeeperEffect> serviceDown(KeeperInput.ServiceDown input) {
    return keeper.orElseThrow().onServiceDown(parts.clock().getAsLong());
  }

  @Override
  public List<KeeperEffect> able(KeeperInput.Able input) {
    LOG.atWarn()
        .addKeyValue("cluster", parts.settings().cluster())
        .log(input.unable().map(why -> "cannot carry the VIPs: " + why).orElse("can carry them"));
    return keeper.orElseThrow().onAbility(input.unable(), parts.clock().getAsLong());
  }

  @Override
  public List<KeeperEffect> rebound(KeeperInput.Rebound input) {
    LOG.atWarn()
        .addKeyValue("cluster", parts.settings().cluster())
        .log("guarding again: {}", input.why());
    return keeper.orElseThrow().onRebound(parts.clock().getAsLong());
  }

  @Override
  public List<KeeperEffect> disturbed(KeeperInput.Disturbed input) {
    SessionKeeper running = keeper.orElseThrow();
    carryOut(running.onClock(parts.clock().getAsLong()));
    Optional<Epoch> held = running.status(parts.clock().getAsLong()).holding();
    if (held.isEmpty()) {
      return List.of();
    }
    LOG.atWarn()
        .addKeyValue("cluster", parts.settings().cluster())
        .addKeyValue("kind", input.kind())
        .addKeyValue("subject", input.subject())
        .log("disturbed: {}", input.detail());
    if (input.kind() == IncidentKind.ADDRESS_CONFLICT) {
      tally.conflicts.incrementAndGet();
      remarks.conflict(input.subject(), input.detail(), parts.clock().getAsLong());
    }
    return answer(running, held.orElseThrow(), input);
  }

  private List<KeeperEffect> answer(
      SessionKeeper running, Epoch epoch, KeeperInput.Disturbed input) {
    if (input.kind() != IncidentKind.ADDRESS_LOST || parts.gate().placesAddresses()) {
      facts.append(parts.settings().cluster(), incident(epoch, input.kind(), input));
      return List.of();
    }
    Optional<EffectRunner.Failure> failed = runner.put(epoch);
    if (failed.isPresent()) {
      facts.append(parts.settings().cluster(), incident(epoch, IncidentKind.ADDRESS_LOST, input));
      return given(running, failed.orElseThrow());
    }
    runner.announceAgain();
    facts.append(parts.settings().cluster(), incident(epoch, IncidentKind.ADDRESS_RESTORED, input));
    return List.of();
  }

  private Incident incident(Epoch epoch, IncidentKind kind, KeeperInput.Disturbed input) {
    return new Incident(parts.settings().node(), epoch, kind, input.subject(), input.detail());
  }

  /** If the loop is behind, this blocks the reader for a moment instead of losing a command. */
  private void put(KeeperInput input) {
    try {
      inputs.put(input);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Handles what the commands topic delivers. */
  private final class Readings implements Delivered.Cases<CommandRecord, List<KeeperEffect>> {
    @Override
    public List<KeeperEffect> decoded(Delivered.Decoded<CommandRecord> delivery) {
      return keeper.orElseThrow().onOrder(delivery.value(), parts.clock().getAsLong());
    }

    @Override
    public List<KeeperEffect> undecodable(Delivered.Undecodable<CommandRecord> delivery) {
      tally.undecodable.incrementAndGet();
      return List.of();
    }

    @Override
    public List<KeeperEffect> truncated(Delivered.Truncated<CommandRecord> delivery) {
      return List.of();
    }
  }

  /** Passes the log's answers to the loop. */
  private final class Queued implements EffectRunner.Answers {
    @Override
    public void acknowledged(SessionId session, long sequence, Position position) {
      put(new KeeperInput.Acknowledged(session, sequence, position));
    }

    @Override
    public void givenUp(SessionId session, long sequence, Throwable why) {
      put(new KeeperInput.GivenUp(session, sequence, why.toString()));
    }
  }
}
