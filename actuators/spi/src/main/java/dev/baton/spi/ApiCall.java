package dev.baton.spi;

/**
 * A call that an actuator may make to its platform.
 *
 * @param action the permission's name as the platform writes it, for example {@code
 *     ec2:ReplaceRoute}
 * @param resource what it is made on, as the platform's permissions name it; {@code *} where it
 *     cannot be narrowed
 * @param writes whether it changes anything
 * @param purpose what for, in a few words
 */
public record ApiCall(String action, String resource, boolean writes, String purpose) {}
