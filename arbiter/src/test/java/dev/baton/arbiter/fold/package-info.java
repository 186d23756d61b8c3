/** Tests of the core, with the language in which their stories are told. */
@NullMarked
package dev.baton.arbiter.fold;

import org.jspecify.annotations.NullMarked;
