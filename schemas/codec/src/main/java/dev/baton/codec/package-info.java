/**
 * Writes the model as CloudEvents 1.0 in Kafka's binary mode with JSON bodies, and reads it back.
 *
 * <p>Every field is mapped by hand, so the wire format stays the same when a name in the model
 * changes. Durations are ISO-8601 in seconds only ({@code PT0.5S}), instants ISO-8601 in UTC; both
 * keep all nine decimals. Reading is strict about known fields and ignores unknown ones.
 *
 * <p>Depends on the model, Jackson, the CloudEvents SDK and Kafka's record types.
 */
@NullMarked
package dev.baton.codec;

import org.jspecify.annotations.NullMarked;
