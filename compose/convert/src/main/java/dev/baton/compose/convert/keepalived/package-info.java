/**
 * Reads {@code keepalived.conf} and makes clusters of Baton out of it.
 *
 * <p>The syntax is that of keepalived.conf(5) and of {@code lib/parser.c} of keepalived 2.3: lines,
 * comments, conditions, definitions, includes, braces.
 */
@NullMarked
package dev.baton.compose.convert.keepalived;

import org.jspecify.annotations.NullMarked;
