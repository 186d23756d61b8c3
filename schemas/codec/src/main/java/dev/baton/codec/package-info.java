/**
 * Writes the model as CloudEvents 1.0 in Kafka's binary mode with JSON bodies, and reads it back.
 *
 * <p>Every field is mapped by hand, so a rename in the model does not change the wire format.
 * Durations are ISO-8601 in seconds only ({@code PT0.5S}), instants are ISO-8601 in UTC; both keep
 * all nine decimals. Known fields are read strictly, and unknown fields are ignored.
 *
 * <p>Depends on the model, Jackson, the CloudEvents SDK and Kafka's record types.
 */
@NullMarked
package dev.baton.codec;

import org.jspecify.annotations.NullMarked;
