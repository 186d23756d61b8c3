package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channel.key.ChannelKeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key file that comes late, or is wrong at first. */
class LateKeysTest {
  @TempDir Path directory;
  private final AtomicLong now = new AtomicLong(-5);

  @Test
  void areThereOnceTheFileIs() throws Exception {
    Path file = directory.resolve("channel.key");
    LateKeys keys = new LateKeys(file, now::get);
    assertThat(keys.get()).isEmpty();

    var unused = ChannelKeyFile.create(file, new SecureRandom(), InstantSource.system());
    assertThat(keys.get()).as("looked at once a second").isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(keys.get()).isPresent();
  }

  @Test
  void areThereOnceTheFileIsRight() throws Exception {
    Path file = directory.resolve("channel.key");
    Files.writeString(file, "not a key\n");
    LateKeys keys = new LateKeys(file, now::get);
    assertThat(keys.get()).isEmpty();

    Files.delete(file);
    var unused = ChannelKeyFile.create(file, new SecureRandom(), InstantSource.system());
    pass(Duration.ofSeconds(2));
    assertThat(keys.get()).isPresent();
  }

  @Test
  void stayWhenTheFileVanishes() throws Exception {
    Path file = directory.resolve("channel.key");
    var unused = ChannelKeyFile.create(file, new SecureRandom(), InstantSource.system());
    LateKeys keys = new LateKeys(file, now::get);
    assertThat(keys.get()).isPresent();

    Files.delete(file);
    pass(Duration.ofHours(1));
    assertThat(keys.get()).isPresent();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
