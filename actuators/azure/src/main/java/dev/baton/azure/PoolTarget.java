package dev.baton.azure;

import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import java.util.SortedMap;

/**
 * A backend pool that is to consist of one node's address.
 *
 * @param name the pool's name within its load balancer
 * @param addresses each node's address, all of one family, no two alike
 */
record PoolTarget(String name, SortedMap<NodeId, Vip> addresses) {}
