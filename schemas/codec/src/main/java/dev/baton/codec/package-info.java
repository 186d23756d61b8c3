/**
 * The model as CloudEvents with JSON bodies, and back.
 *
 * <p>Depends on the model.
 */
@NullMarked
package dev.baton.codec;

import org.jspecify.annotations.NullMarked;
