package dev.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedLibraryTest {
  @Test
  void hasNoObstacleWhereTheHostHasIt() {
    assertThat(SharedLibrary.obstacle("libc.so.6")).isEmpty();
  }

  @Test
  void saysInOneLineWhichTheHostLacks() {
    assertThat(SharedLibrary.obstacle("libbaton-has-none.so.9"))
        .hasValueSatisfying(
            why -> assertThat(why).contains("libbaton-has-none.so.9").doesNotContain("\n"));
  }
}
