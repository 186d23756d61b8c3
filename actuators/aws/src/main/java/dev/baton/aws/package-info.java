/**
 * The actuators for AWS: routes of route tables, Elastic IPs, record sets of Route 53. May depend
 * on the model and on {@link dev.baton.spi}. Only the code that puts a service together depends on
 * this package.
 */
@NullMarked
package dev.baton.aws;

import org.jspecify.annotations.NullMarked;
