/**
 * Which threads go first on a host with few processors, and which loops must not stop to come
 * round. Depends on the JDK alone. Everything that has threads in a failover may use it.
 */
@NullMarked
package dev.baton.scheduling;

import org.jspecify.annotations.NullMarked;
