/**
 * What the agent asks of Linux beside files and sockets: children, their trees, and their end.
 *
 * <p>Depends on JNA and the JDK.
 */
@NullMarked
package dev.baton.linux.process;

import org.jspecify.annotations.NullMarked;
