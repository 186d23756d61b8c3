/**
 * The actuator for load balancers that probe their backends. Its responder answers 200 only while
 * this node's lease is valid, and the kernel shuts the responder's port when the lease ends.
 *
 * <p>{@link dev.baton.responder.ResponderActuator} puts the parts together. May depend on {@code
 * dev.baton.lease}, {@code dev.baton.linux}, the log, the model and the JDK.
 */
@NullMarked
package dev.baton.responder;

import org.jspecify.annotations.NullMarked;
