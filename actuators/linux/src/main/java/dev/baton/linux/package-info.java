/**
 * What the keeper and the agent need of Linux: sockets, netlink, addresses, locks, real-time
 * scheduling.
 *
 * <p>The classes call the C library or speak netlink directly, and start no process. They are for
 * 64-bit Linux. May depend on JNA and the JDK only. {@link dev.baton.linux.Libc} is the one binding
 * to the C library. {@link dev.baton.linux.Errno} and {@link dev.baton.linux.SystemCallException}
 * are the one way to say what the kernel refused.
 */
@NullMarked
package dev.baton.linux;

import org.jspecify.annotations.NullMarked;
