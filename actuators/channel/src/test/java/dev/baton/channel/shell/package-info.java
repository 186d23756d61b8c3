/** Tests of what a member sends and hears, and of its socket. */
@NullMarked
package dev.baton.channel.shell;

import org.jspecify.annotations.NullMarked;
