/**
 * A Kafka broker, in this process or in one of its own, for trying out and for tests.
 *
 * <p>Depends on no other module of Baton.
 */
@NullMarked
package dev.baton.broker;

import org.jspecify.annotations.NullMarked;
