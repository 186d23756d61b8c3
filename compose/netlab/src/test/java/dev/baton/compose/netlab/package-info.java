/** What of the laboratory can be tested without a network. */
@NullMarked
package dev.baton.compose.netlab;

import org.jspecify.annotations.NullMarked;
