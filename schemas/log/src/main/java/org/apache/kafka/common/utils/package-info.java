/**
 * The one class of Kafka's client that Baton replaces: the clock by which the client times
 * everything. Nothing else belongs here.
 */
@NullMarked
package org.apache.kafka.common.utils;

import org.jspecify.annotations.NullMarked;
