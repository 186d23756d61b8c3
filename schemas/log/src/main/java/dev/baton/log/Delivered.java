package dev.baton.log;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * What a reader gets for each offset: a value, or the reason why there is none.
 *
 * @param <T> the topic's value type
 */
public sealed interface Delivered<T> {

  /** Returns the offset in the partition that was read. */
  long offset();

  /** Calls the case for this delivery. */
  <R> R match(Cases<T, R> cases);

  /**
   * One branch per kind of delivery.
   *
   * @param <T> the topic's value type
   * @param <R> what a branch returns
   */
  interface Cases<T, R> {
    /** A record that could be decoded. */
    R decoded(Decoded<T> delivery);

    /** A record that could not. */
    R undecodable(Undecodable<T> delivery);

    /** The log is shorter than what the reader has read, or begins after it. */
    R truncated(Truncated<T> delivery);
  }

  /**
   * A record that could be decoded.
   *
   * @param offset where it stands
   * @param timestamp when the broker appended it, by the broker's clock
   * @param leaderEpoch the partition leader's epoch, where the log has one
   * @param value what it says
   * @param <T> the topic's value type
   */
  record Decoded<T>(long offset, Instant timestamp, OptionalInt leaderEpoch, T value)
      implements Delivered<T> {
    @Override
    public <R> R match(Cases<T, R> cases) {
      return cases.decoded(this);
    }
  }

  /**
   * A record that could not be decoded: to be skipped, counted and shown.
   *
   * @param topic the topic's full name
   * @param partition its partition
   * @param offset where it stands
   * @param timestamp when the broker appended it
   * @param reason what is wrong with which field
   * @param <T> the topic's value type
   */
  record Undecodable<T>(String topic, int partition, long offset, Instant timestamp, String reason)
      implements Delivered<T> {
    @Override
    public <R> R match(Cases<T, R> cases) {
      return cases.undecodable(this);
    }
  }

  /**
   * The log is shorter than what the reader has read, or has deleted records before the reader read
   * them (rule B). Reading goes on at {@code offset}.
   *
   * @param offset where reading goes on; beyond {@code readUpTo} if the log has deleted records
   * @param readUpTo the offset (exclusive) up to which the reader had read
   * @param <T> the topic's value type
   */
  record Truncated<T>(long offset, long readUpTo) implements Delivered<T> {
    @Override
    public <R> R match(Cases<T, R> cases) {
      return cases.truncated(this);
    }
  }
}
