/**
 * Which threads go first on a host with few processors. Depends on the JDK alone, and everything
 * that has threads in a failover may use it.
 */
@NullMarked
package dev.baton.scheduling;

import org.jspecify.annotations.NullMarked;
