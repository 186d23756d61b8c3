package dev.baton.simulation;

import dev.baton.log.Topic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process with one thread: an input at a time, each answered in steps that are carried out one by
 * one. It can be stopped, or killed, between any two of them.
 */
abstract class SimulatedProcess {
  final World world;
  final Host host;
  final String name;
  private final Dice pace;
  private final Deque<Step> steps = new ArrayDeque<>();
  private final Deque<Runnable> inbox = new ArrayDeque<>();
  private final Link events = new Link();
  private final Link commands = new Link();
  private final Link audit = new Link();
  private final Link state = new Link();
  private Optional<Trap> trap = Optional.empty();
  private Optional<Ambush> ambush = Optional.empty();
  private int life;
  private boolean up;
  private int halts;
  private boolean turning;
  private long wakesAt = Long.MAX_VALUE;

  /** Something that is to happen after so many turns. */
  private record Trap(int turns, Runnable what) {}

  /** Something that is to happen before the next step of that name. */
  private record Ambush(String step, Runnable what) {}

  private record Step(String name, Runnable what) {}

  SimulatedProcess(World world, Host host, String name) {
    this.world = world;
    this.host = host;
    this.name = name;
    this.pace = world.dice("pace of " + name);
    host.add(this);
  }

  /** Begins a life. */
  abstract void begin();

  /** Ends one, without a chance to do anything. */
  abstract void ended();

  /** When {@link #clock} is to be called, by the host's clock. */
  abstract long deadline();

  /** Time has passed. */
  abstract void clock();

  final Link link(Topic topic) {
    return switch (topic) {
      case EVENTS -> events;
      case COMMANDS -> commands;
      case AUDIT -> audit;
      case STATE -> state;
    };
  }

  final void healLinks() {
    Stream.of(events, commands, audit, state).forEach(Link::heal);
  }

  final boolean isUp() {
    return up;
  }

  final int life() {
    return life;
  }

  final boolean lives(int since) {
    return up && life == since;
  }

  final boolean runs() {
    return up && halts == 0 && !host.frozen();
  }

  final void start() {
    if (up) {
      return;
    }
    up = true;
    life++;
    world.trace.say(name, "starts", life);
    begin();
    goOn();
  }

  final void crash() {
    if (up) {
      world.trace.say(name, "dies", life);
      exit();
    }
  }

  /** Ends this life by itself. */
  final void exit() {
    up = false;
    steps.clear();
    inbox.clear();
    trap = Optional.empty();
    ambush = Optional.empty();
    ended();
  }

  /** Does nothing until told to go on, as after SIGSTOP; everything waits. */
  final void halt() {
    halts++;
    world.trace.say(name, "halts", "");
  }

  final void unhalt() {
    if (halts > 0) {
      halts--;
      world.trace.say(name, "goes on", "");
      goOn();
    }
  }

  final void unhaltForGood() {
    while (halts > 0) {
      unhalt();
    }
  }

  /** Lets something happen to it after so many more turns. */
  final void trap(int turns, Runnable what) {
    if (turns == 0) {
      what.run();
    } else {
      trap = Optional.of(new Trap(turns, what));
    }
  }

  /** Lets something happen to it right before its next step of that name, once. */
  final void ambush(String step, Runnable what) {
    ambush = Optional.of(new Ambush(step, what));
  }

  /** Hands an input to the life for which it is meant. */
  final void post(int of, Runnable input) {
    if (lives(of)) {
      inbox.addLast(input);
      goOn();
    }
  }

  /** What is to be done after the steps before, and before the next input. */
  final void step(String called, Runnable what) {
    steps.addLast(new Step(called, what));
  }

  /** Forgets the steps not yet done. */
  final void dropSteps() {
    steps.clear();
  }

  final boolean idle() {
    return steps.isEmpty();
  }

  final void goOn() {
    if (!turning && runs()) {
      turning = true;
      world.scheduler.after(
          pace.permille(4) ? pace.micros(100, 8_000) : pace.micros(2, 40), this::turn);
    }
  }

  private void turn() {
    turning = false;
    springTrap();
    if (!runs()) {
      return;
    }
    if (!steps.isEmpty()) {
      takeStep();
    } else if (!inbox.isEmpty()) {
      inbox.removeFirst().run();
    } else if (deadline() <= host.now()) {
      clock();
      world.watch.woken(this, !steps.isEmpty() || deadline() > host.now());
    }
    if (steps.isEmpty() && inbox.isEmpty()) {
      sleep();
    } else {
      goOn();
    }
  }

  private void takeStep() {
    String next = steps.getFirst().name();
    Optional<Ambush> laid = ambush.filter(of -> of.step().equals(next));
    if (laid.isPresent()) {
      ambush = Optional.empty();
      laid.orElseThrow().what().run();
    }
    if (runs() && !steps.isEmpty()) {
      steps.removeFirst().what().run();
    }
  }

  private void springTrap() {
    Optional<Trap> set = trap;
    trap = set.filter(of -> of.turns() > 1).map(of -> new Trap(of.turns() - 1, of.what()));
    set.filter(of -> of.turns() <= 1).ifPresent(of -> of.what().run());
  }

  private void sleep() {
    long deadline = up ? deadline() : Long.MAX_VALUE;
    if (deadline == Long.MAX_VALUE) {
      return;
    }
    long at = Math.max(host.trueTime(deadline), world.scheduler.now());
    if (at < wakesAt || wakesAt <= world.scheduler.now()) {
      wakesAt = at;
      world.scheduler.at(at, () -> wake(at));
    }
  }

  private void wake(long at) {
    if (wakesAt == at) {
      wakesAt = Long.MAX_VALUE;
    }
    goOn();
  }
}
