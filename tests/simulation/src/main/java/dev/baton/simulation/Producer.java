package dev.baton.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The idempotent producer of one life of a process: in order, retried without being duplicated; a
 * record may arrive long after the client has given it up, or after the process has died.
 *
 * @param <P> the topic's record
 */
final class Producer<P> {
  private final World world;
  private final SimulatedTopic<P> topic;
  private final SimulatedProcess owner;
  private final int life;
  private final Dice dice;
  private final Deque<Submission<P>> queue = new ArrayDeque<>();
  private long lastArrival;
  private boolean trying;

  Producer(SimulatedTopic<P> topic, SimulatedProcess owner) {
    this.world = owner.world;
    this.topic = topic;
    this.owner = owner;
    this.life = owner.life();
    this.dice = world.dice("producer " + topic.topic + owner.name + life);
  }

  /** Hands a record to the client. */
  void submit(Placing<P> what, Answer answer) {
    lastArrival = Math.max(lastArrival + 1, world.scheduler.now() + world.network.latency());
    Submission<P> submission = new Submission<>(what, answer, lastArrival, dice.percent(50));
    queue.addLast(submission);
    world.scheduler.after(world.network.deliveryTimeout(), () -> giveUp(submission));
    goOn();
  }

  /** The process is dead: what was on its way may still arrive. */
  void orphan() {
    int kept = dice.between(0, Math.min(3, queue.size()));
    List<Submission<P>> all = new ArrayList<>(queue);
    for (int index = 0; index < all.size(); index++) {
      Submission<P> each = all.get(index);
      each.keptUntil = world.scheduler.now() + dice.millis(0, 2_000);
      if (index >= kept && !each.inTail) {
        queue.remove(each);
      }
    }
  }

  private void goOn() {
    if (!trying && !queue.isEmpty()) {
      tryAt(queue.getFirst().arrival);
    }
  }

  private void tryAt(long when) {
    trying = true;
    world.scheduler.at(when, this::attempt);
  }

  private void attempt() {
    trying = false;
    while (!queue.isEmpty() && queue.getFirst().keptUntil < world.scheduler.now()) {
      queue.removeFirst();
    }
    if (queue.isEmpty()) {
      return;
    }
    Submission<P> head = queue.getFirst();
    if (isHeldBack(head)) {
      tryAt(world.scheduler.now() + dice.millis(5, 40));
      return;
    }
    trying = true;
    topic.append(head, this);
  }

  private boolean isHeldBack(Submission<P> head) {
    boolean asleep = owner.lives(life) && !owner.runs() && !head.leftTheProcess;
    return asleep || !topic.available() || !owner.link(topic.topic).sends();
  }

  /** The leader lost the record before anybody else had it. */
  void bounced() {
    tryAt(world.scheduler.now() + dice.millis(5, 60));
  }

  /** The record stands in the log. */
  void committed(Submission<P> submission, long offset) {
    queue.remove(submission);
    trying = false;
    world.scheduler.after(world.network.latency(), () -> acknowledge(submission, offset));
    goOn();
  }

  private void acknowledge(Submission<P> submission, long offset) {
    if (submission.answered || !owner.lives(life)) {
      return;
    }
    if (!owner.link(topic.topic).receives()) {
      // The answer is lost; the producer asks again and is told that the record is there.
      world.scheduler.after(dice.millis(10, 120), () -> acknowledge(submission, offset));
      return;
    }
    submission.answered = true;
    owner.post(life, () -> submission.answer.acknowledged(offset));
  }

  private void giveUp(Submission<P> submission) {
    if (submission.answered || !owner.lives(life)) {
      return;
    }
    submission.answered = true;
    if (!submission.inTail && dice.percent(50)) {
      queue.remove(submission);
    } else {
      submission.keptUntil = world.scheduler.now() + dice.millis(0, 2_000);
    }
    owner.post(life, submission.answer::givenUp);
  }
}
