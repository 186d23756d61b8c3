/** What of the laboratory can be tested without a network. */
@NullMarked
package dev.baton.compose.lab;

import org.jspecify.annotations.NullMarked;
