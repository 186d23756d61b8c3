/** The benchmarks in short: that they measure, and that what a cluster costs does not grow. */
@NullMarked
package dev.baton.bench;

import org.jspecify.annotations.NullMarked;
