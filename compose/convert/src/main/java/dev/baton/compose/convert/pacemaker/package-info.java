/**
 * Reads the configuration of Pacemaker, its CIB as {@code cibadmin --query} prints it, and makes
 * clusters of Baton out of its addresses. The words are those of "Pacemaker Explained" 2.1, and for
 * addresses those of the agent {@code ocf:heartbeat:IPaddr2}.
 */
@NullMarked
package dev.baton.compose.convert.pacemaker;

import org.jspecify.annotations.NullMarked;
