/**
 * The actuator for load balancers that probe their backends: its responder answers 200 only while
 * this node's lease lives, and the kernel shuts the responder's port with the lease.
 *
 * <p>{@link dev.baton.responder.ResponderActuator} puts the parts together. May depend on {@code
 * dev.baton.lease}, the log, the model and the JDK.
 */
@NullMarked
package dev.baton.responder;

import org.jspecify.annotations.NullMarked;
