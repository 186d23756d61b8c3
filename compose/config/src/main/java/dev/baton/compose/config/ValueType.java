package dev.baton.compose.config;

import java.util.List;

/**
 * What a key's value may be.
 *
 * @param <T> what a value becomes
 */
public interface ValueType<T> {

  /**
   * Reads a value.
   *
   * @param written the items of a list, or the one value
   * @throws IllegalArgumentException with the value, unless the type is for secrets, and what is
   *     expected
   */
  T parse(List<String> written);

  /** Returns the unit or form, for the reference: {@code duration}, {@code bytes}. Never empty. */
  String unit();

  /** Returns the range or the choices, for the reference; empty if there is nothing to say. */
  String range();
}
