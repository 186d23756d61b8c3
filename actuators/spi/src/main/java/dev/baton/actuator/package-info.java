/**
 * What every mover of addresses promises.
 *
 * <p>Depends on the model.
 */
@NullMarked
package dev.baton.actuator;

import org.jspecify.annotations.NullMarked;
