/**
 * The words of Baton: what is written to the log and what is folded out of it.
 *
 * <p>Plain immutable values; no IO, clock, randomness or framework. Everything else depends on this
 * package, it depends on nothing.
 *
 * <table>
 * <caption>Glossary</caption>
 * <tr><td>cluster</td><td>a named set of nodes and the VIPs that move together; the key of every record</td></tr>
 * <tr><td>VIP</td><td>virtual IP: the address by which clients reach whichever node is active</td></tr>
 * <tr><td>log</td><td>the partition of the events topic that the cluster's key hashes to: one total order</td></tr>
 * <tr><td>fact</td><td>something observed, appended to the events topic</td></tr>
 * <tr><td>command</td><td>something decided, derived from the facts by the fold, written to the commands topic</td></tr>
 * <tr><td>keeper</td><td>the part of a node-side actuator that keeps a session alive and works the gate</td></tr>
 * <tr><td>session</td><td>an unbroken chain of acknowledged keepalives of one keeper</td></tr>
 * <tr><td>lease</td><td>how long one acknowledged keepalive is good for, counted from before it was sent</td></tr>
 * <tr><td>epoch</td><td>the number of an assignment of the cluster; grows by one; the fencing token</td></tr>
 * <tr><td>gate</td><td>the kernel's switch that lets traffic of the VIPs pass only while the lease lives</td></tr>
 * <tr><td>holder</td><td>the node to which the current epoch is assigned</td></tr>
 * </table>
 */
@NullMarked
package dev.baton.model;

import org.jspecify.annotations.NullMarked;
