/**
 * The model as CloudEvents 1.0 in Kafka's binary mode with JSON bodies, and back.
 *
 * <p>Every field is mapped by hand, so that the wire stays as it is when a name in the model
 * changes. Durations are ISO-8601 in seconds only ({@code PT0.5S}), instants ISO-8601 in UTC; both
 * keep all nine decimals. Reading is strict about what it knows and silent about fields it does not
 * know.
 *
 * <p>Depends on the model, Jackson, the CloudEvents SDK and Kafka's record types.
 */
@NullMarked
package dev.baton.codec;

import org.jspecify.annotations.NullMarked;
