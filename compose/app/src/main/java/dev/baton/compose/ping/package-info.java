/** What came back when a node asked the other members of a cluster whether they hear it. */
@NullMarked
package dev.baton.compose.ping;

import org.jspecify.annotations.NullMarked;
