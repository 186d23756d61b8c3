/**
 * The demonstration: a whole Baton on one machine, in network namespaces, and a tour of faults with
 * what a client saw of them. Its {@link dev.baton.compose.demo.TestCluster} also carries the
 * network tests. Beside it the broker for trying out. Nothing of it runs on a node.
 */
@NullMarked
package dev.baton.compose.demo;

import org.jspecify.annotations.NullMarked;
