package dev.baton.model.audit;

import dev.baton.model.ArbiterId;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the value of a detail is written in the audit, and how it is read again.
 *
 * @param <T> the type of the value
 * @param says the form in words, with its unit
 * @param write the value as text
 * @param read the text as a value; throws IllegalArgumentException or DateTimeException where it is
 *     none
 */
record DetailForm<T>(String says, Function<T, String> write, Function<String, T> read) {

  /** Free text. */
  static final DetailForm<String> TEXT = of("text", text -> text);

  /** Names, as Java prints a list of them. */
  static final DetailForm<String> LIST = of("list: `[a, b]`", text -> text);

  static final DetailForm<Long> NUMBER = of("number", Long::valueOf);

  /** A length of time in whole ms. */
  static final DetailForm<Duration> MILLIS =
      new DetailForm<>(
          "ms",
          length -> Long.toString(length.toMillis()),
          text -> Duration.ofMillis(Long.parseLong(text)));

  static final DetailForm<Instant> TIME = of("time", Instant::parse);
  static final DetailForm<Boolean> FLAG = of("`true` or `false`", DetailForm::flag);

  /** An offset in the partition of the events. */
  static final DetailForm<Position> POSITION =
      of("offset", text -> new Position(Long.parseLong(text)));

  static final DetailForm<Epoch> EPOCH = of("epoch", text -> new Epoch(Long.parseLong(text)));
  static final DetailForm<SessionId> SESSION = of("session", SessionId::new);
  static final DetailForm<InstallId> INSTALL = of("installation", InstallId::new);
  static final DetailForm<ArbiterId> ARBITER = of("arbiter", ArbiterId::new);

  /** A constant of that enum, by its name. */
  static <E extends Enum<E>> DetailForm<E> word(Class<E> type) {
    return new DetailForm<>(words(type, Enum::name), Enum::name, word -> Enum.valueOf(type, word));
  }

  /** A constant of that enum, by its name in lower case. */
  static <E extends Enum<E>> DetailForm<E> lowerWord(Class<E> type) {
    return new DetailForm<>(
        words(type, DetailForm::lower),
        DetailForm::lower,
        word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT)));
  }

  private static <T> DetailForm<T> of(String says, Function<String, T> read) {
    return new DetailForm<>(says, Object::toString, read);
  }

  private static boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
    }
    return text.equals("true");
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> String words(Class<E> type, Function<E, String> spelling) {
    return Stream.of(type.getEnumConstants())
        .map(word -> "`" + spelling.apply(word) + "`")
        .collect(Collectors.joining(", "));
  }
}
