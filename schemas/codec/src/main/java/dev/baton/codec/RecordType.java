package dev.baton.codec;

import dev.baton.model.ClusterId;
import dev.baton.model.definition.ClusterDefinition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A type of record: its name on the wire, whether it concerns a cluster, and how its body is read
 * and written. The JSON Schema of the body is the resource {@code /dev/baton/schemas/<name>.json}.
 *
 * @param <T> the value of a record of this type
 */
abstract class RecordType<T> {

  /** What a record concerns. */
  enum Concern {
    /** One cluster: the record's key is the cluster's id. */
    CLUSTER,
    /** All clusters of the partition: the record has no key. */
    PARTITION
  }

  private final String name;
  private final Class<T> values;

  RecordType(String name, Class<T> values) {
    this.name = name;
    this.values = values;
  }

  /** Returns the type's name on the wire. */
  final String name() {
    return name;
  }

  /** Returns the class of the values. */
  final Class<T> values() {
    return values;
  }

  /** Returns what records of this type concern. */
  Concern concern() {
    return Concern.CLUSTER;
  }

  /**
   * Tells whether records of this type are repeated at an interval. Such records do not state their
   * time.
   */
  boolean repeats() {
    return false;
  }

  /**
   * Returns the definition that a record carries, which must be a definition of the record's
   * cluster.
   */
  Optional<ClusterDefinition> definition(T value) {
    return Optional.empty();
  }

  /**
   * Reads a body.
   *
   * @throws MalformedFactException when the body is not of this type
   */
  abstract T read(Fields in);

  /** Writes the fields of a body. */
  abstract void write(FieldWriter out, T value);

  /** Returns the time for the envelope of a new record. */
  final Optional<Instant> time(InstantSource clock) {
    return repeats() ? Optional.empty() : Optional.of(clock.instant());
  }

  /**
   * Reads a body and checks it against its envelope.
   *
   * @throws MalformedFactException when the body is not of this type or contradicts its envelope
   */
  final T read(Envelope envelope, Fields in) {
    T value = read(in);
    check(envelope, value);
    return value;
  }

  /**
   * Checks that a new record fits its envelope.
   *
   * @throws IllegalArgumentException when it does not
   */
  final void require(Envelope envelope, T value) {
    try {
      check(envelope, value);
    } catch (MalformedFactException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private void check(Envelope envelope, T value) {
    switch (concern()) {
      case PARTITION -> envelope.requireNoCluster();
      case CLUSTER -> {
        ClusterId cluster = envelope.requireCluster();
        definition(value)
            .ifPresent(
                carried ->
                    Envelope.requireSame("$.definition.cluster", cluster, carried.cluster()));
      }
    }
  }
}
