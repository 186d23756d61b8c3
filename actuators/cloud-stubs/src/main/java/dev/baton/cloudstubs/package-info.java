/**
 * Stand-ins for the clouds' APIs: HTTP servers on this machine that answer as the real ones do,
 * with their delays, quotas and faults.
 */
@NullMarked
package dev.baton.cloudstubs;

import org.jspecify.annotations.NullMarked;
