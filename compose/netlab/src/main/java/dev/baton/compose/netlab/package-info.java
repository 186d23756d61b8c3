/**
 * A LAN on one machine: hosts in network namespaces of their own on one bridge, and a client that
 * reports which hosts answer for a VIP. For the demonstration and for the network tests.
 */
@NullMarked
package dev.baton.compose.netlab;

import org.jspecify.annotations.NullMarked;
