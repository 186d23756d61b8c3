/**
 * The vocabulary of Baton: the records of the log, and the state that is folded out of them.
 *
 * <p>Plain immutable values; no IO, clock, randomness or framework. All other packages depend on
 * this one. It depends on none.
 *
 * <p>Glossary:
 *
 * <dl>
 *   <dt>cluster
 *   <dd>a named set of nodes and the VIPs that move together; the key of every record
 *   <dt>VIP
 *   <dd>virtual IP: the address by which clients reach the active node
 *   <dt>log
 *   <dd>the partition of the events topic that the cluster's key hashes to: one total order
 *   <dt>fact
 *   <dd>something observed, appended to the events topic
 *   <dt>command
 *   <dd>something decided, derived from the facts by the fold, written to the commands topic
 *   <dt>keeper
 *   <dd>the part of a node's actuator that keeps a session alive and works the gate
 *   <dt>session
 *   <dd>an unbroken chain of acknowledged keepalives of one keeper
 *   <dt>lease
 *   <dd>how long one acknowledged keepalive is valid, counted from before it was sent
 *   <dt>epoch
 *   <dd>the number of an assignment of the cluster; grows by one; the fencing token
 *   <dt>gate
 *   <dd>the kernel's switch that lets traffic of the VIPs pass only while the lease lives
 *   <dt>holder
 *   <dd>the node to which the current epoch is assigned
 * </dl>
 */
@NullMarked
package dev.baton.model;

import org.jspecify.annotations.NullMarked;
