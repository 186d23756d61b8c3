/**
 * Whole clouds in small: for each kind of binding a stand-in with everything that one cluster needs
 * there, to be run beside it. Movers see nothing of this package but the platform's API.
 */
@NullMarked
package dev.baton.testkit.scene;

import org.jspecify.annotations.NullMarked;
