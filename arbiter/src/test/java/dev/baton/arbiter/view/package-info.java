/** Tests of what is read from the log for people. */
@NullMarked
package dev.baton.arbiter.view;

import org.jspecify.annotations.NullMarked;
