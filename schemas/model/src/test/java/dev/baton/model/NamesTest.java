package dev.baton.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class NamesTest {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

  @Property(tries = 2_000)
  void areJudgedAsTheirFormSays(
      @ForAll
          @StringLength(max = 66)
          @CharRange(from = 'a', to = 'c')
          @CharRange(from = '8', to = '9')
          @Chars({'.', '-'})
          String likely) {
    assertThat(isName(likely)).isEqualTo(FORM.matcher(likely).matches());
  }

  @Property(tries = 2_000)
  void areJudgedAsTheirFormSaysOfAnyCharacters(@ForAll @StringLength(max = 3) String any) {
    assertThat(isName(any)).isEqualTo(FORM.matcher(any).matches());
  }

  @Example
  void haveBounds() {
    for (char unit = 0; unit < 256; unit++) {
      String text = "a" + unit + "b";
      assertThat(isName(text)).as(text).isEqualTo(FORM.matcher(text).matches());
      assertThat(isName("" + unit)).isEqualTo(FORM.matcher("" + unit).matches());
    }
    assertThat(isName("a".repeat(63))).isTrue();
    assertThat(isName("a".repeat(64))).isFalse();
  }

  @Example
  void areRefusedWithFieldValueAndForm() {
    assertThatThrownBy(() -> Names.require("node", "Db-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("node: \"Db-1\" is not a name: 1 to 63 of a-z, 0-9");
  }

  private static boolean isName(String text) {
    try {
      Names.require("field", text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
