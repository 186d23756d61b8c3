/**
 * The log on Apache Kafka: plain idempotent records for events and commands, transactions for audit
 * and state, one consumer and thread for each reader.
 */
@NullMarked
package dev.baton.log.kafka;

import org.jspecify.annotations.NullMarked;
