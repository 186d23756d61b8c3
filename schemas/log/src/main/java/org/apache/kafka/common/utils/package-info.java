/**
 * The one class of Kafka's client that Baton replaces: the clock of everything that the client
 * times. Nothing else belongs here.
 */
@NullMarked
package org.apache.kafka.common.utils;

import org.jspecify.annotations.NullMarked;
