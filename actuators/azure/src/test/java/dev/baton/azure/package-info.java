/** The actuator against a stand-in for Resource Manager, over real HTTP. */
@org.jspecify.annotations.NullMarked
package dev.baton.azure;
