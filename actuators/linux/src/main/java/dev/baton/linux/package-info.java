/**
 * The little of Linux that the node side needs: sockets, netlink, addresses, locks.
 *
 * <p>Everything calls the C library or speaks netlink directly; nothing starts a process. The
 * classes are for 64-bit Linux. May depend on JNA and the JDK only.
 */
@NullMarked
package dev.baton.linux;

import org.jspecify.annotations.NullMarked;
