/**
 * A LAN of network namespaces for tests, and a prober that sees who answers on it.
 *
 * <p>Needs root and iproute2. Everything is made under names of this process and deleted on close,
 * and at the latest when the JVM ends. Packaged as a test jar for other modules' network tests.
 */
@NullMarked
package dev.baton.testnet;

import org.jspecify.annotations.NullMarked;
