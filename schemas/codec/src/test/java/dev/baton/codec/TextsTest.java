package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
  private static final Pattern FORM = Pattern.compile("PT([0-9]{1,8}(?:\\.[0-9]{1,9})?)S");

  @Property(tries = 5_000)
  void durationsAreReadAsTheirFormSays(
      @ForAll @StringLength(max = 20) @Chars({'0', '1', '9', '.'}) String number) {
    requireSame("PT" + number + "S");
  }

  @Property(tries = 5_000)
  void durationsAreReadAsTheirFormSaysOfAnyCharacters(
      @ForAll @StringLength(max = 6) @Chars({'P', 'T', 'S', '0', '7', '.', '-', '\u0660'})
          String text) {
    requireSame(text);
    requireSame("PT" + text);
    requireSame("PT" + text + "S");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "P", "PT", "PTS", "S", "PT.S", "PT1.S", "PT.1S", "PT1S ", "PT-1S", "pt1s"})
  void aDurationOfAnotherFormIsNone(String text) {
    assertThat(Texts.duration(text)).isEmpty();
    requireSame(text);
  }

  private static void requireSame(String text) {
    Matcher matcher = FORM.matcher(text);
    assertThat(Texts.duration(text))
        .as(text)
        .isEqualTo(matcher.matches() ? Optional.of(seconds(matcher.group(1))) : Optional.empty());
  }

  private static Duration seconds(String decimal) {
    BigDecimal nanos = new BigDecimal(decimal).scaleByPowerOfTen(9);
    return Duration.ofNanos(nanos.longValueExact());
  }
}
