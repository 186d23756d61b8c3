package dev.baton.spi;

/**
 * A call that an actuator may make to its platform.
 *
 * @param action the permission's name as the platform writes it, for example {@code
 *     ec2:ReplaceRoute}
 * @param resource the resource of the call, as the platform's permissions name it; {@code *} if the
 *     permission cannot be limited to a resource
 * @param writes whether the call changes anything
 * @param purpose what the call is for, in a few words
 */
public record ApiCall(String action, String resource, boolean writes, String purpose) {}
