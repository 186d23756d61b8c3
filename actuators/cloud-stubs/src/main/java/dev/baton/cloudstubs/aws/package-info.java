/**
 * A stand-in for the parts of AWS that the actuators use: of EC2's Query API route tables, network
 * interfaces and Elastic IPs; of Route 53's REST API record sets and changes. Uses no SDK.
 */
@NullMarked
package dev.baton.cloudstubs.aws;

import org.jspecify.annotations.NullMarked;
