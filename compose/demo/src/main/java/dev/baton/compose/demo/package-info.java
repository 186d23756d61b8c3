/**
 * The demonstration: all of Baton on one machine, in network namespaces, and a tour of faults that
 * shows what a client saw of each.
 *
 * <p>The package also has the environment of the network tests ({@link
 * dev.baton.compose.demo.TestCluster}) and the verb {@code broker}. Nothing of it runs on a node.
 */
@NullMarked
package dev.baton.compose.demo;

import org.jspecify.annotations.NullMarked;
