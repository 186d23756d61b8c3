/** Tests of an arbiter's work without its IO. */
@NullMarked
package dev.baton.arbiter.server.core;

import org.jspecify.annotations.NullMarked;
