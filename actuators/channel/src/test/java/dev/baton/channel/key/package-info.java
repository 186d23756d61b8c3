/** Tests of keys and their files, and keys for other tests. */
@NullMarked
package dev.baton.channel.key;

import org.jspecify.annotations.NullMarked;
