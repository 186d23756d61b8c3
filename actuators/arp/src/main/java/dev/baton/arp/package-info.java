/**
 * The mover for a local network: addresses, announcements and the watch for conflicts.
 *
 * <p>Depends on the lease and what the lease depends on.
 */
@NullMarked
package dev.baton.arp;

import org.jspecify.annotations.NullMarked;
