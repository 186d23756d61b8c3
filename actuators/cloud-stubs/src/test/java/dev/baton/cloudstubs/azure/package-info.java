/** The stand-in for Azure's Resource Manager, asked over HTTP without an SDK. */
@org.jspecify.annotations.NullMarked
package dev.baton.cloudstubs.azure;
