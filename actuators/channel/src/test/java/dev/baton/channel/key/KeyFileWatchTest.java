package dev.baton.channel.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channel.core.KeyId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
  private static final String NONE = "there is no channel to other members until this is mended: ";
  private static final String BEFORE = "the channel goes on with the keys before, [k1]: ";

  @TempDir private Path directory;
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final List<String> complaints = new ArrayList<>();
  private Path file = Path.of("");
  private KeyFileWatch watch = new KeyFileWatch(file, now::get);

  @BeforeEach
  void watchNoFileYet() {
    file = directory.resolve("channel.keys");
    watch = new KeyFileWatch(file, now::get, complaints::add);
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private List<KeyId> idsAfterALook() {
    watch.look();
    return watch.get().map(ChannelKeys::ids).orElse(List.of());
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void hasNoKeysUntilTheFileIsThere() throws IOException {
    assertThat(idsAfterALook()).isEmpty();
    assertThat(complaints)
        .containsExactly(
            NONE
                + file
                + ": does not exist; copy it from another member, or make it: baton channel-key "
                + file);
    write("not a key\n");
    assertThat(idsAfterALook()).isEmpty();
    assertThat(complaints).hasSize(2).last().asString().startsWith(NONE + file + ":1: is not \"ID");

    write(FIRST);
    assertThat(watch.get()).as("only a look reads the file").isEmpty();
    assertThat(idsAfterALook()).containsExactly(K1);
  }

  @Test
  void readsAChangedFileAtTheNextLook() throws IOException {
    write(FIRST);
    assertThat(idsAfterALook()).containsExactly(K1);
    write(FIRST + SECOND);
    assertThat(watch.get().orElseThrow().ids()).containsExactly(K1);
    assertThat(idsAfterALook()).containsExactly(K1, K2);
    assertThat(complaints).isEmpty();
  }

  @Test
  void readsAFileThatWasPutInItsPlaceAlthoughItIsOlder() throws IOException {
    write(FIRST);
    assertThat(idsAfterALook()).containsExactly(K1);

    Path beside = directory.resolve("beside");
    Files.writeString(beside, SECOND);
    Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("r--------"));
    Files.setLastModifiedTime(beside, FileTime.from(Instant.EPOCH));
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(idsAfterALook()).containsExactly(K2);
  }

  @Test
  void readsAFileThatWasWrittenAfterTheClockWasSetBack() throws IOException {
    write(FIRST);
    FileTime modified = Files.getLastModifiedTime(file);
    assertThat(idsAfterALook()).containsExactly(K1);
    write(SECOND);
    Files.setLastModifiedTime(file, FileTime.from(modified.toInstant().minusSeconds(86_400)));
    assertThat(idsAfterALook()).containsExactly(K2);
    assertThat(complaints).isEmpty();
  }

  @Test
  void keepsItsKeysWhileTheFileIsWrong() throws IOException {
    write(FIRST);
    assertThat(idsAfterALook()).containsExactly(K1);

    write("k2 abc\n");
    assertThat(idsAfterALook()).containsExactly(K1);
    Files.delete(file);
    assertThat(idsAfterALook()).containsExactly(K1);
    Files.createDirectory(file);
    assertThat(idsAfterALook()).containsExactly(K1);
    Files.delete(file);
    write(SECOND);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(idsAfterALook()).containsExactly(K1);

    assertThat(complaints).hasSize(4).allSatisfy(each -> assertThat(each).startsWith(BEFORE));
    assertThat(complaints.get(0)).contains(file + ":1: has a key that is not 64");
    assertThat(complaints.get(1)).contains(file + ": does not exist");
    assertThat(complaints.get(2)).contains(file + ": is not a regular file");
    assertThat(complaints.get(3)).contains(file + ": others than its owner may use it");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(idsAfterALook()).containsExactly(K2);
    assertThat(complaints).hasSize(4);
  }

  @Test
  void takesTheSameFileAgainThatWasAwayForAWhile() throws IOException {
    write(FIRST);
    assertThat(idsAfterALook()).containsExactly(K1);
    Path away = Files.move(file, directory.resolve("away"));
    assertThat(idsAfterALook()).containsExactly(K1);
    Files.move(away, file);
    assertThat(idsAfterALook()).containsExactly(K1);
    pass(KeyFileWatch.COMPLAIN);
    assertThat(idsAfterALook()).containsExactly(K1);
    assertThat(complaints).hasSize(1);
  }

  @Test
  void complainsOfTheSameEveryTenMinutesAndOfAnythingElseAtOnce() throws IOException {
    for (int second = 0; second < 1800; second++) {
      watch.look();
      pass(Duration.ofSeconds(1));
    }
    assertThat(complaints).hasSize(3).containsOnly(complaints.get(0));

    write("");
    watch.look();
    assertThat(complaints)
        .hasSize(4)
        .last()
        .isEqualTo(NONE + file + ": has no key; baton" + " channel-key FILE makes a key file");
  }

  @Test
  void doesNotComplainOfTheSameAtOnceBecauseTheFileWasRightMeanwhile() throws IOException {
    for (int time = 0; time < 10; time++) {
      write(FIRST);
      assertThat(idsAfterALook()).containsExactly(K1);
      write("garbage " + "\u0000\uffff".repeat(100));
      assertThat(idsAfterALook()).containsExactly(K1);
    }
    assertThat(complaints).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void keepsItsKeysWhateverStandsInTheFile(long seed) throws IOException {
    write(FIRST);
    assertThat(idsAfterALook()).containsExactly(K1);
    Random random = new Random(seed);
    for (int time = 0; time < 200; time++) {
      byte[] garbage = new byte[random.nextInt(20_000)];
      random.nextBytes(garbage);
      Files.write(file, garbage);
      assertThat(idsAfterALook()).containsExactly(K1);
    }
    assertThat(complaints).isNotEmpty().allSatisfy(each -> assertThat(each).startsWith(BEFORE));
  }

  /** Written in place, as scp does, and put in its place, as baton channel-key does. */
  @Test
  void ridesOutAFileThatIsReplacedWhileItIsRead() throws Exception {
    write(FIRST);
    assertThat(idsAfterALook()).containsExactly(K1);
    CompletableFuture<Void> writing = CompletableFuture.runAsync(this::replaceAgainAndAgain);
    while (!writing.isDone()) {
      assertThat(idsAfterALook()).isIn(List.of(K1), List.of(K2), List.of(K1, K2));
    }
    writing.get(1, TimeUnit.MINUTES);

    assertThat(idsAfterALook()).containsExactly(K1, K2);
  }

  private void replaceAgainAndAgain() {
    try {
      Path beside = directory.resolve("beside");
      for (int time = 0; time < 500; time++) {
        Files.writeString(file, SECOND);
        Files.writeString(beside, FIRST);
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.writeString(file, FIRST + SECOND);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
