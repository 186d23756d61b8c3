/**
 * Linux for the keeper and the agent: sockets, netlink, addresses, locks, real-time scheduling.
 *
 * <p>The classes call the C library or use netlink directly, and start no process. They are for
 * 64-bit Linux. May depend only on JNA and the JDK. {@link dev.baton.linux.Libc} is the only
 * binding to the C library. {@link dev.baton.linux.Errno} and {@link
 * dev.baton.linux.SystemCallException} describe what the kernel refused.
 */
@NullMarked
package dev.baton.linux;

import org.jspecify.annotations.NullMarked;
