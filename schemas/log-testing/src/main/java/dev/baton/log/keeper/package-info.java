/**
 * Keepers without a kernel, for tests: they obey commands as the rules say and tell what they did.
 */
@NullMarked
package dev.baton.log.keeper;

import org.jspecify.annotations.NullMarked;
