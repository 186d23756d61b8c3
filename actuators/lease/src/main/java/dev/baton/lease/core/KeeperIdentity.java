package dev.baton.lease.core;

import dev.baton.model.ClusterId;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Enforcement;
import java.time.Duration;

/**
 * Who a keeper is.
 *
 * @param cluster whose VIPs it may hold
 * @param node its node's name
 * @param install its installation
 * @param enforcement how its gate is enforced
 * @param leastLease the shortest lease its gate can enforce; where the definition grants less, this
 *     is what its keepalives are good for
 */
public record KeeperIdentity(
    ClusterId cluster,
    NodeId node,
    InstallId install,
    Enforcement enforcement,
    Duration leastLease) {}
