/** What the simulation must show, and how it shows that it would notice. */
@NullMarked
package dev.baton.simulation;

import org.jspecify.annotations.NullMarked;
