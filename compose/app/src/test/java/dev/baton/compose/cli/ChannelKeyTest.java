package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channel.key.KeyFile;
import dev.baton.compose.cli.BatonWorld.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code baton channel-key}: what it writes is read as a node reads it. */
class ChannelKeyTest {

  @TempDir private Path directory;

  private static Run channelKey(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "channel-key";
    System.arraycopy(words, 0, all, 1, words.length);
    return BatonWorld.baton(new Untouched(), all);
  }

  @Test
  void makesAFileThatANodeTakesAndShowsNoKey() throws Exception {
    Path file = directory.resolve("channel.keys");

    Run run = channelKey(file.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .matches(
            "(?s)made "
                + file
                + " with key k\\d{8}-\\d{6}\\R"
                + "next: copy the file to every other member of the cluster\\R");
    assertThat(KeyFile.read(file).ids()).hasSize(1);
  }

  @Test
  void addsToAFileAndReplacesNone() throws IOException {
    Path file = directory.resolve("channel.keys");
    Files.writeString(file, "k1 " + "ab".repeat(32) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    Run again = channelKey(file.toString());
    Run added = channelKey(file.toString(), "--add");

    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err().strip())
        .isEqualTo(
            "baton: "
                + file
                + ": exists already; to add a key to it, run: baton channel-key --add "
                + file);
    assertThat(added.status()).isZero();
    assertThat(added.out()).startsWith("added key k").contains("next: copy the file");
    assertThat(Files.readString(file)).startsWith("k1 " + "ab".repeat(32) + "\nk");
  }

  @Test
  void saysWhatIsWrongWithAFile() {
    Path file = directory.resolve("none.keys");

    Run run = channelKey("--add", file.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("baton: " + file + ": does not exist;");
    assertThat(channelKey().err()).contains("Missing required parameter: 'FILE'");
  }
}
