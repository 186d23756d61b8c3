/**
 * The channel's keys: their file, how it is made, and how it is read again when it changes. Depends
 * on {@code dev.baton.channel.core} and the JDK.
 */
@NullMarked
package dev.baton.channel.key;

import org.jspecify.annotations.NullMarked;
