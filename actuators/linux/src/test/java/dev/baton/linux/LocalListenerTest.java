package dev.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes of one host leave for each other, by real sockets. */
final class LocalListenerTest {
  private static final int MOST = 1000;

  @TempDir Path directory;

  @Test
  void receivesEachMessageWholeAndInOrder() throws Exception {
    try (LocalListener listener = listener();
        LocalSender sender = sender()) {
      sender.send(bytes("one"));
      sender.send(bytes(""));
      sender.send(bytes("three"));
      assertThat(next(listener)).isEqualTo("one");
      assertThat(next(listener)).isEmpty();
      assertThat(next(listener)).isEqualTo("three");
    }
  }

  @Test
  void showsAMessageThatIsTooLongByOneByteMoreThanTheMost() throws Exception {
    try (LocalListener listener = listener();
        LocalSender sender = sender()) {
      sender.send(new byte[MOST]);
      sender.send(new byte[50 * MOST]);
      sender.send(bytes("next"));
      assertThat(next(listener)).hasSize(MOST);
      assertThat(next(listener)).hasSize(MOST + 1);
      assertThat(next(listener)).isEqualTo("next");
    }
  }

  @Test
  void isForItsOwnUserAlone() throws Exception {
    try (LocalListener listener = listener()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
          .isEqualTo("rw-------");
      listener.end();
    }
  }

  @Test
  void refusesInsteadOfWaitingForAReaderThatDoesNotRead() throws Exception {
    try (LocalListener frozen = listener();
        LocalSender sender = sender()) {
      assertThatThrownBy(() -> sendForEver(sender))
          .isInstanceOfSatisfying(
              SystemCallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EAGAIN));
      assertThat(next(frozen)).isEqualTo("again");
    }
  }

  @Test
  void takesThePlaceOfOneThatWasKilled() throws Exception {
    try (LocalListener killed = listener()) {
      assertThat(killed).isNotNull();
    }
    try (LocalSender sender = sender()) {
      assertThatThrownBy(() -> sender.send(bytes("nobody")))
          .isInstanceOfSatisfying(
              SystemCallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
      try (LocalListener next = listener()) {
        sender.send(bytes("somebody"));
        assertThat(next(next)).isEqualTo("somebody");
      }
    }
  }

  @Test
  void saysThatNobodyEverListened() {
    try (LocalSender sender = sender()) {
      assertThatThrownBy(() -> sender.send(bytes("nobody")))
          .isInstanceOfSatisfying(
              SystemCallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
    }
  }

  @Test
  void leavesAloneWhatIsNoSocket() throws IOException {
    Files.writeString(socket(), "kept");
    assertThatThrownBy(this::listener)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no socket");
    assertThat(socket()).hasContent("kept");
  }

  @Test
  void refusesAPathThatTheKernelCannotTakeAndADirectoryThatIsNotThere() {
    Path tooLong = directory.resolve("x".repeat(108));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalListener.open(tooLong, MOST))
        .withMessageContaining("less than 108 bytes");
    assertThatIllegalArgumentException().isThrownBy(() -> new LocalSender(tooLong));
    assertThatThrownBy(() -> LocalListener.open(directory.resolve("missing/s"), MOST))
        .isInstanceOf(SystemCallException.class);
  }

  @Test
  void endsWhileItWaits() throws Exception {
    LocalListener listener = listener();
    CompletableFuture<Optional<byte[]>> waits = CompletableFuture.supplyAsync(listener::receive);
    listener.end();
    assertThat(waits.get(1, TimeUnit.MINUTES)).isEmpty();
    assertThat(listener.receive()).isEmpty();
    listener.close();
    listener.end();
  }

  private static void sendForEver(LocalSender sender) {
    for (int i = 0; i < 1_000_000; i++) {
      sender.send(bytes("again"));
    }
  }

  private Path socket() {
    return directory.resolve("s");
  }

  private LocalListener listener() throws IOException {
    return LocalListener.open(socket(), MOST);
  }

  private LocalSender sender() {
    return new LocalSender(socket());
  }

  private static String next(LocalListener listener) {
    return new String(listener.receive().orElseThrow(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
