/**
 * The rules of the house as tests: layers, purity of the cores, sizes.
 *
 * <p>Each rule is also shown a piece of code that breaks it, because a rule that cannot fail holds
 * nothing.
 */
@NullMarked
package dev.baton.architecture;

import org.jspecify.annotations.NullMarked;
