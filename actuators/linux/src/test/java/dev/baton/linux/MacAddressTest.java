package dev.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class MacAddressTest {
  @Test
  void readsAsPeopleWriteIt() {
    assertThat(new MacAddress(0x0200_5e00_0affL).toString()).isEqualTo("02:00:5e:00:0a:ff");
  }

  @Property
  void bytesAndValueAreTheSameThing(@ForAll @LongRange(min = 0, max = 0xffff_ffff_ffffL) long v) {
    assertThat(MacAddress.of(new MacAddress(v).bytes())).isEqualTo(new MacAddress(v));
  }

  @Test
  void refusesWhatIsNot48Bits() {
    assertThatThrownBy(() -> new MacAddress(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MacAddress.of(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
