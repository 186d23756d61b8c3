package dev.baton.simulation;

/**
 * A consumer of one life of a process: hands over in order what it sees, late at times.
 *
 * @param <P> the topic's record
 */
final class TopicReader<P> {
  private final World world;
  private final SimulatedTopic<P> topic;
  private final SimulatedProcess owner;
  private final int life;
  private final Sink<P> sink;
  private final Dice dice;
  private long position;
  private int knownLosses;
  private boolean fetching;

  /** Takes what is read, in the life that reads. */
  interface Sink<P> {
    void read(long offset, int leaderEpoch, P record);

    /** The topic is shorter than what was read of it. */
    void truncated(long offset, long readUpTo);
  }

  TopicReader(SimulatedTopic<P> topic, SimulatedProcess owner, long from, Sink<P> sink) {
    this.world = owner.world;
    this.topic = topic;
    this.owner = owner;
    this.life = owner.life();
    this.sink = sink;
    this.position = from;
    this.knownLosses = topic.losses();
    this.dice = world.dice("reader " + topic.topic + owner.name + life);
    topic.attach(this);
    fetchAfter(world.network.latency());
  }

  /** There may be something to read. */
  void poke() {
    if (!fetching) {
      fetchAfter(world.network.latency() + owner.link(topic.topic).lag());
    }
  }

  private void fetchAfter(long delay) {
    fetching = true;
    world.scheduler.after(delay, this::fetch);
  }

  private void fetch() {
    fetching = false;
    if (!owner.lives(life)) {
      topic.detach(this);
      return;
    }
    Link link = owner.link(topic.topic);
    if (!link.fetches(topic.available())) {
      fetchAfter(dice.millis(4, 25));
      return;
    }
    noticeLoss();
    long end = link.visible(topic.end());
    while (position < end) {
      long offset = position++;
      P record = topic.at(offset);
      int leaderEpoch = topic.leaderEpoch(offset);
      owner.post(life, () -> sink.read(offset, leaderEpoch, record));
    }
    if (position < topic.end()) {
      fetchAfter(dice.millis(4, 25));
    }
  }

  private void noticeLoss() {
    long shortest = Math.min(topic.shortestSince(knownLosses), Math.max(topic.end(), 0));
    knownLosses = topic.losses();
    if (position > shortest) {
      long read = position;
      position = shortest;
      owner.post(life, () -> sink.truncated(shortest, read));
    }
  }
}
