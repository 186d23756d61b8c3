/**
 * One arbiter's work on one partition, without its IO: it leads or stands by, writes commands,
 * reads them back, writes the audit. Deterministic, as the fold is.
 */
@NullMarked
package dev.baton.arbiter.server.core;

import org.jspecify.annotations.NullMarked;
