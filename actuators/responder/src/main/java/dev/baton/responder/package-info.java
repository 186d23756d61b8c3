/**
 * The actuator for load balancers that ask their backends who is active: a responder that says yes
 * only while this node's lease lives, on a port that the kernel shuts with it.
 *
 * <p>{@link dev.baton.responder.ResponderActuator} puts the parts together. May depend on {@code
 * dev.baton.lease}, the log, the model and the JDK.
 */
@NullMarked
package dev.baton.responder;

import org.jspecify.annotations.NullMarked;
