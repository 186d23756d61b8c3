/**
 * Benchmarks of the hot paths: how many events, records and decisions a second of processor time
 * does. Run by {@code ./baton bench}.
 */
@NullMarked
package dev.baton.bench;

import org.jspecify.annotations.NullMarked;
