package dev.baton.channel.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.channel.core.KeyId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are read, and what is said of the others. */
class KeyFileTest {
  private static final String KEY = "k1 " + "ab".repeat(32) + "\n";

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void writeTheFile() throws IOException {
    file = directory.resolve("channel.keys");
    write(KEY, "rw-------");
  }

  private void write(String text, String permissions) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------"})
  void readsAFileThatIsItsOwnersAlone(String permissions) throws Exception {
    write(KEY, permissions);

    assertThat(KeyFile.read(file).ids()).containsExactly(new KeyId("k1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw----r--", "rw---x---", "rw-rw----", "rw-----w-"})
  void refusesAFileThatOthersMayUse(String permissions) throws IOException {
    write(KEY, permissions);

    assertThatThrownBy(() -> KeyFile.read(file))
        .isInstanceOf(ChannelKeyException.class)
        .hasMessage(
            file
                + ": others than its owner may use it ("
                + permissions
                + "); run: chmod 600 "
                + file);
  }

  @Test
  void refusesAFileOfSomebodyElse() throws IOException {
    int own = (Integer) Files.getAttribute(file, "unix:uid");
    assumeTrue(own == 0, "skipped: only root gives files away");
    Files.setAttribute(file, "unix:uid", 4711);

    assertThatThrownBy(() -> KeyFile.read(file))
        .hasMessage(
            file
                + ": belongs to user 4711, neither to root nor to the user of this process, 0; run:"
                + " chown 0 "
                + file);
  }

  @Test
  void refusesWhatIsNoFileOrTooLarge() throws IOException {
    assertThatThrownBy(() -> KeyFile.read(directory))
        .hasMessage(directory + ": is not a regular file");
    write("#".repeat(16_385), "rw-------");
    assertThatThrownBy(() -> KeyFile.read(file))
        .hasMessage(file + ": is larger than 16384 bytes, so it is no key file");
  }

  @Test
  void refusesWhatLeadsNowhere() throws IOException {
    Path below = file.resolve("below");
    assertThatThrownBy(() -> KeyFile.read(below))
        .isInstanceOf(ChannelKeyException.class)
        .hasMessageStartingWith(below + ": cannot be used: ");

    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("none"));
    assertThatThrownBy(() -> KeyFile.read(link))
        .hasMessage(
            link
                + ": does not exist; copy it from another member, or make it: baton channel-key "
                + link);
  }
}
