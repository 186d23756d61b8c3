package dev.baton.compose.config;

import java.util.List;

/**
 * The type of a key's value.
 *
 * @param <T> the type in Java
 */
public interface ValueType<T> {

  /**
   * Reads a value.
   *
   * @param written the items of a list, or the single value
   * @throws IllegalArgumentException with the value, unless it is secret, and what is expected
   */
  T parse(List<String> written);

  /** Returns the unit or form, for the reference: {@code duration}, {@code bytes}. Never empty. */
  String unit();

  /** Returns the range or the choices, for the reference; empty if there are none. */
  String range();
}
