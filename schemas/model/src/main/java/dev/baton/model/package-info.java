/**
 * The words of Baton: ids, cluster definitions, facts, commands and audit records, all of them
 * values.
 *
 * <p>Depends on nothing but {@code java.*} values; everything else depends on it.
 */
@NullMarked
package dev.baton.model;

import org.jspecify.annotations.NullMarked;
