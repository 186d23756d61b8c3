/**
 * The log in memory, for tests: every record passes the codec, each reader has a thread of its own,
 * and a test can make the log fail in every way in which Kafka can.
 */
@NullMarked
package dev.baton.log.memory;

import org.jspecify.annotations.NullMarked;
