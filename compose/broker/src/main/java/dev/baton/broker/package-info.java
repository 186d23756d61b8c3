/**
 * A Kafka broker inside the process, or beside it, for trying out and for tests.
 *
 * <p>Depends on nothing of ours.
 */
@NullMarked
package dev.baton.broker;

import org.jspecify.annotations.NullMarked;
