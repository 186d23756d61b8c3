package dev.baton.channel.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.channel.core.KeyId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileWatchTest {
  private static final KeyId K1 = new KeyId("k1");
  private static final KeyId K2 = new KeyId("k2");
  private static final String FIRST = "k1 " + "ab".repeat(32) + "\n";
  private static final String SECOND = "k2 " + "cd".repeat(32) + "\n";

  @TempDir private Path directory;
  private Path file = Path.of("");
  private long now;

  @BeforeEach
  void writeTheFile() throws IOException {
    file = directory.resolve("channel.keys");
    write(FIRST, "rw-------");
  }

  private void write(String text, String permissions) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private KeyFileWatch watch() throws ChannelKeyException {
    return new KeyFileWatch(file, () -> now);
  }

  private List<KeyId> idsAfter(KeyFileWatch watch, long nanos) {
    now += nanos;
    return watch.get().orElseThrow().ids();
  }

  @Test
  void readsAChangedFileWithinASecond() throws Exception {
    KeyFileWatch watch = watch();
    write(FIRST + SECOND, "rw-------");

    assertThat(idsAfter(watch, KeyFileWatch.LOOK.toNanos() - 1)).containsExactly(K1);
    assertThat(idsAfter(watch, 1)).containsExactly(K1, K2);
    assertThat(watch.problem()).isEmpty();
  }

  @Test
  void readsAFileThatWasPutInItsPlace() throws Exception {
    KeyFileWatch watch = watch();
    Path beside = directory.resolve("beside");
    Files.writeString(beside, SECOND);
    Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("r--------"));
    Files.delete(file);
    Files.move(beside, file);

    assertThat(idsAfter(watch, KeyFileWatch.LOOK.toNanos())).containsExactly(K2);
  }

  @Test
  void keepsItsKeysWhileTheFileIsWrong() throws Exception {
    KeyFileWatch watch = watch();
    write("k2 abc\n", "rw-------");

    assertThat(idsAfter(watch, KeyFileWatch.LOOK.toNanos())).containsExactly(K1);
    assertThat(watch.problem().orElse("")).startsWith(file + ":1: has a key that is not 64");

    Files.delete(file);
    assertThat(idsAfter(watch, KeyFileWatch.COMPLAIN.toNanos())).containsExactly(K1);
    assertThat(watch.problem().orElse("")).startsWith(file + ": does not exist");

    write(SECOND, "rw-r-----");
    assertThat(idsAfter(watch, KeyFileWatch.LOOK.toNanos())).containsExactly(K1);
    assertThat(watch.problem().orElse("")).contains("others than its owner may use it");

    write(SECOND, "rw-------");
    assertThat(idsAfter(watch, KeyFileWatch.LOOK.toNanos())).containsExactly(K2);
    assertThat(watch.problem()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw----r--", "rw---x---", "rw-rw----", "rw-----w-"})
  void refusesAFileThatOthersMayUse(String permissions) throws IOException {
    write(FIRST, permissions);

    assertThatThrownBy(this::watch)
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

    assertThatThrownBy(this::watch)
        .hasMessage(
            file
                + ": belongs to user 4711, neither to root nor to the user of this process, 0; run:"
                + " chown 0 "
                + file);
  }

  @Test
  void refusesWhatIsNoFileOrTooLarge() throws IOException {
    assertThatThrownBy(() -> new KeyFileWatch(directory, () -> now))
        .hasMessage(directory + ": is not a regular file");
    write("#".repeat(16_385), "rw-------");
    assertThatThrownBy(this::watch)
        .hasMessage(file + ": is larger than 16384 bytes, so it is no key file");
  }
}
