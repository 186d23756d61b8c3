package dev.baton.log.memory;

import dev.baton.log.Delivered;
import java.util.function.Consumer;

/**
 * Takes what could be decoded and tells whether it was.
 *
 * @param <T> the topic's value type
 */
record DecodedOnly<T>(Consumer<T> sink) implements Delivered.Cases<T, Boolean> {

  @Override
  public Boolean decoded(Delivered.Decoded<T> delivery) {
    sink.accept(delivery.value());
    return true;
  }

  @Override
  public Boolean undecodable(Delivered.Undecodable<T> delivery) {
    return false;
  }

  @Override
  public Boolean truncated(Delivered.Truncated<T> delivery) {
    return false;
  }
}
