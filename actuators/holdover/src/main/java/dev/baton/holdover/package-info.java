/**
 * Rule H without any input or output: what a holder may count on while its keepalives are not
 * acknowledged, and what a member owes that has promised. All times are monotonic nanoseconds of
 * this host.
 */
@NullMarked
package dev.baton.holdover;

import org.jspecify.annotations.NullMarked;
