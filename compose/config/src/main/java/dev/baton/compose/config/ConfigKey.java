package dev.baton.compose.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One key of the configuration, which the file, the environment and flags may set.
 *
 * @param name lower-case words with hyphens, joined by dots. A part {@code <name>} stands for one
 *     word that the user chooses. {@code <property>} at the end stands for the rest, including dots
 * @param type the type of its value
 * @param fallback what applies if the key is not written
 * @param doc one sentence for the reference: what the key does and how it relates to other keys
 * @param <T> the type of the value
 */
public record ConfigKey<T>(String name, ValueType<T> type, Fallback fallback, String doc) {

  private static final String WORD = "<name>";
  private static final String REST = "<property>";
  private static final Pattern SECRET =
      Pattern.compile("(?i)password|passphrase|secret|jaas|token|credential|(^|\\.)key$");

  /** Returns a key with a default. */
  public static <T> ConfigKey<T> of(String name, ValueType<T> type, String value, String doc) {
    return new ConfigKey<>(name, type, Fallback.value(value), doc);
  }

  /** Returns a key that must be written. */
  public static <T> ConfigKey<T> required(String name, ValueType<T> type, String doc) {
    return new ConfigKey<>(name, type, Fallback.REQUIRED, doc);
  }

  /** Returns a key that may be missing; {@code otherwise} says what happens then. */
  public static <T> ConfigKey<T> optional(
      String name, ValueType<T> type, String otherwise, String doc) {
    return new ConfigKey<>(name, type, Fallback.absent(otherwise), doc);
  }

  /** Tells whether the name has a part that the user chooses. */
  public boolean open() {
    return name.contains("<");
  }

  /** Tells whether a written key is this one. */
  public boolean matches(String path) {
    return pattern(name, "[a-z0-9]([a-z0-9-]*[a-z0-9])?", "[a-zA-Z0-9._-]+")
        .matcher(path)
        .matches();
  }

  /** Returns the name with the user's word in place of the open part. */
  public String at(String word) {
    return name.replace(WORD, word).replace(REST, word);
  }

  /** Returns the user's word in a written key that matches. */
  public String wordIn(String path) {
    Matcher matcher = pattern(name, "([^.]+)", "(.+)").matcher(path);
    return matcher.matches() && matcher.groupCount() > 0 ? matcher.group(1) : "";
  }

  /** Returns the environment variable of the key, with the user's part in angle brackets. */
  public String variable() {
    return "BATON_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /**
   * Returns the key that an environment variable sets; empty if it is another key. The user's word
   * becomes lower case, with hyphens for underscores. In a property, dots stand for underscores.
   */
  public Optional<String> fromVariable(String variable) {
    if (!open()) {
      return variable.equals(variable()) ? Optional.of(name) : Optional.empty();
    }
    String form = variable().replace("<NAME>", WORD).replace("<PROPERTY>", REST);
    Matcher matcher = pattern(form, "([A-Z0-9_]+)", "([A-Z0-9_]+)").matcher(variable);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String word = matcher.group(1).toLowerCase(Locale.ROOT);
    return Optional.of(at(word.replace('_', name.endsWith(REST) ? '.' : '-')));
  }

  /** Tells whether the value of that key must never be shown. */
  public static boolean secret(String path) {
    return SECRET.matcher(path).find();
  }

  /** Reads a value; {@link ValueType#parse} lists the errors. */
  public T parse(List<String> written) {
    return type.parse(written);
  }

  private static Pattern pattern(String form, String word, String rest) {
    String quoted = Pattern.quote(form);
    return Pattern.compile(
        quoted.replace(WORD, "\\E" + word + "\\Q").replace(REST, "\\E" + rest + "\\Q"));
  }
}
