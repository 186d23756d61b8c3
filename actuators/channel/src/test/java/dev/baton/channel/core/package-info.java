/** Tests of the format and of who is heard. */
@NullMarked
package dev.baton.channel.core;

import org.jspecify.annotations.NullMarked;
