/** What the rules forbid, once each. Never run, only looked at. */
@NullMarked
package dev.baton.architecture.bad;

import org.jspecify.annotations.NullMarked;
