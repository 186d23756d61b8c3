/**
 * The log: one total order of events per cluster, on Kafka or in memory.
 *
 * <p>Depends on the model and its codec.
 */
@NullMarked
package dev.baton.log;

import org.jspecify.annotations.NullMarked;
