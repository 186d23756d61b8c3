package dev.baton.channel.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channel.core.KeyId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelKeyFileTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-30T17:30:28.5Z"));
  private static final InstantSource LATER = InstantSource.offset(CLOCK, Duration.ofHours(1));

  @TempDir private Path directory;
  private final SecureRandom random = new SecureRandom();
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("channel.keys");
  }

  @Test
  void makesAFileThatOnlyItsOwnerReads() throws Exception {
    KeyId id = ChannelKeyFile.create(file, random, CLOCK);

    assertThat(id).isEqualTo(new KeyId("k20261130-173028"));
    assertThat(KeyFile.read(file).ids()).containsExactly(id);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(directory).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void makesNoTwoFilesAlike() throws Exception {
    Path other = directory.resolve("other");
    ChannelKeyFile.create(file, random, CLOCK);
    ChannelKeyFile.create(other, random, CLOCK);

    assertThat(Files.readString(file)).isNotEqualTo(Files.readString(other));
  }

  @Test
  void replacesNoFile() throws IOException {
    Files.writeString(file, "mine");

    assertThatThrownBy(() -> ChannelKeyFile.create(file, random, CLOCK))
        .isInstanceOf(ChannelKeyException.class)
        .hasMessage(
            file + ": exists already; to add a key to it, run: baton channel-key --add " + file);
    assertThat(file).hasContent("mine");
    assertThat(directory).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void addsAKeyThatIsBelievedAndDoesNotSealYet() throws Exception {
    KeyId first = ChannelKeyFile.create(file, random, CLOCK);
    Files.writeString(file, Files.readString(file).stripTrailing() + " # of web");

    KeyId second = ChannelKeyFile.add(file, random, LATER);

    ChannelKeys keys = KeyFile.read(file);
    assertThat(keys.ids()).containsExactly(first, second);
    assertThat(keys.signer()).isEqualTo(first);
    assertThat(file).content().contains("# of web\n" + second + " ");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void addsToTheFileThatALinkLeadsTo() throws Exception {
    ChannelKeyFile.create(file, random, CLOCK);
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    ChannelKeyFile.add(link, random, LATER);

    assertThat(link).isSymbolicLink();
    assertThat(KeyFile.read(file).ids()).hasSize(2);
  }

  @Test
  void addsNothingToAFileThatIsWrong() throws Exception {
    assertThatThrownBy(() -> ChannelKeyFile.add(file, random, CLOCK))
        .hasMessage(
            file
                + ": does not exist; copy it from another member, or make it: baton channel-key "
                + file);

    ChannelKeyFile.create(file, random, CLOCK);
    assertThatThrownBy(() -> ChannelKeyFile.add(file, random, CLOCK))
        .hasMessageContaining("has the id of a line above");
    assertThat(KeyFile.read(file).ids()).hasSize(1);
  }

  @Test
  void saysWhoIsInTheWay() throws IOException {
    Path beside = Files.writeString(directory.resolve("channel.keys.new"), "");

    assertThatThrownBy(() -> ChannelKeyFile.create(file, random, CLOCK))
        .hasMessage(
            beside + ": another baton channel-key is at work, or was killed; then delete it");
    Path nowhere = directory.resolve("none/keys");
    assertThatThrownBy(() -> ChannelKeyFile.create(nowhere, random, CLOCK))
        .hasMessage(nowhere + ": its folder does not exist; make it first");
  }
}
