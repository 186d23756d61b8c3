/**
 * The warm-up: runs what a first failover needs before there is one, so that the JVM has loaded and
 * compiled it by then. One mechanism and one switch for all services; what is played of a service
 * stands in that service's module, since agents, arbiters and actuators do not see each other's
 * classes. Decision 009 has the figures.
 */
@NullMarked
package dev.baton.log.warmup;

import org.jspecify.annotations.NullMarked;
