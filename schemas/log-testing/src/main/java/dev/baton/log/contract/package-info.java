/**
 * What every {@link dev.baton.log.EventLog} does, as tests: for the one in memory and for Kafka.
 */
@NullMarked
package dev.baton.log.contract;

import org.jspecify.annotations.NullMarked;
