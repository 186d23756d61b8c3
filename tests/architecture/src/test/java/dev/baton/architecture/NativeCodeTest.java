package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.architecture.bad.libc.SecondBinding;
import org.junit.jupiter.api.Test;

class NativeCodeTest {
  @Test
  void eachLibraryHasOneBinding() {
    NativeCode.isCalledByItsBindingAlone().check(House.main());
  }

  @Test
  void aSecondBindingIsReported() {
    assertThat(
            House.breaches(NativeCode.isCalledByItsBindingAlone(), House.only(SecondBinding.class)))
        .anyMatch(line -> line.contains("com.sun.jna.Function"));
  }
}
