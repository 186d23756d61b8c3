package dev.baton.lease.core;

import dev.baton.model.ClusterId;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Enforcement;
import java.time.Duration;

/**
 * The identity of a keeper.
 *
 * @param cluster whose VIPs it may hold
 * @param node its node's name
 * @param install its installation
 * @param enforcement how its gate is enforced
 * @param leastLease the shortest lease that its gate can enforce. If the definition grants less,
 *     keepalives are valid for this long
 */
public record KeeperIdentity(
    ClusterId cluster,
    NodeId node,
    InstallId install,
    Enforcement enforcement,
    Duration leastLease) {}
