package dev.baton.log;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A reader that begins when all of an attempt do. Until then it is not at the end.
 *
 * @param <T> the topic's value type
 */
final class PlannedReader<T> implements EventLog.Reader {
  private final Function<Consumer<Delivered<T>>, EventLog.Reader> plan;
  private final Consumer<Delivered<T>> sink;
  private final ReaderGate gate;
  private volatile Optional<EventLog.Reader> reader = Optional.empty();

  PlannedReader(
      Function<Consumer<Delivered<T>>, EventLog.Reader> plan,
      Consumer<Delivered<T>> sink,
      ReaderGate gate) {
    this.plan = plan;
    this.sink = sink;
    this.gate = gate;
  }

  void open() {
    reader = Optional.of(plan.apply(this::hand));
  }

  private void hand(Delivered<T> delivered) {
    if (gate.letsPass()) {
      sink.accept(delivered);
    }
  }

  @Override
  public boolean caughtUp() {
    return reader.map(EventLog.Reader::caughtUp).orElse(false);
  }

  @Override
  public void rest(boolean resting) {
    reader.ifPresent(begun -> begun.rest(resting));
  }

  @Override
  public void close() {
    reader.ifPresent(EventLog.Reader::close);
  }
}
