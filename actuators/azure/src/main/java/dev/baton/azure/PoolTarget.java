package dev.baton.azure;

import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import java.util.SortedMap;

/**
 * A backend pool whose only member should be one node's address.
 *
 * @param name the pool's name within its load balancer
 * @param addresses each node's address, all of one family, no two equal
 */
record PoolTarget(String name, SortedMap<NodeId, Vip> addresses) {}
