package dev.baton.codec;

import dev.baton.model.ClusterId;
import dev.baton.model.definition.ClusterDefinition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A type of record: its name on the wire, whom it concerns, and how its body is read and written.
 * The JSON Schema of the body is the resource {@code /dev/baton/schemas/<name>.json}.
 *
 * @param <T> what a record of this type says
 */
abstract class RecordType<T> {

  /** Whom a record concerns. */
  enum Concern {
    /** One cluster: the record has its key. */
    CLUSTER,
    /** All that live in the partition: the record has no key. */
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

  /** Returns the class of what a record of this type says. */
  final Class<T> values() {
    return values;
  }

  /** Returns whom records of this type concern. */
  Concern concern() {
    return Concern.CLUSTER;
  }

  /** Tells whether records of this type are repeated by the clock; they do not say their time. */
  boolean repeats() {
    return false;
  }

  /** Returns the definition that a record carries, which must be one of its own cluster. */
  Optional<ClusterDefinition> definition(T value) {
    return Optional.empty();
  }

  /**
   * Reads a body.
   *
   * @throws MalformedFactException when it is none of this type
   */
  abstract T read(Fields in);

  /** Writes the fields of a body. */
  abstract void write(FieldWriter out, T value);

  /** Returns the time that the envelope of a new record says. */
  final Optional<Instant> time(InstantSource clock) {
    return repeats() ? Optional.empty() : Optional.of(clock.instant());
  }

  /**
   * Reads a body whose envelope is open.
   *
   * @throws MalformedFactException when it is none of this type, or does not belong into it
   */
  final T read(Envelope envelope, Fields in) {
    T value = read(in);
    check(envelope, value);
    return value;
  }

  /**
   * Checks that a new record belongs into its envelope.
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
