package dev.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service manager hears, by a real socket. */
class NotifySocketTest {
  @TempDir Path directory;

  @Test
  void isNotThereWhereNobodyListens() {
    assertThat(NotifySocket.of(Map.of())).isEmpty();
    assertThat(NotifySocket.of(Map.of("NOTIFY_SOCKET", ""))).isEmpty();
  }

  @Test
  void sendsToAPath() {
    assertThat(heardAt(directory.resolve("notify").toString())).isEqualTo("READY=1\nSTATUS=well");
  }

  @Test
  void sendsToAnAbstractName() {
    assertThat(heardAt("@baton-test-" + ProcessHandle.current().pid()))
        .isEqualTo("READY=1\nSTATUS=well");
  }

  @Test
  void saysThatNobodyListensAnyMore() {
    String name = directory.resolve("gone").toString();
    try (NotifySocket socket = NotifySocket.of(Map.of("NOTIFY_SOCKET", name)).orElseThrow()) {
      assertThatThrownBy(() -> socket.send("READY=1")).isInstanceOf(SystemCallException.class);
    }
  }

  @Test
  void refusesAName() {
    for (String name : new String[] {"relative", "/" + "x".repeat(108), "@" + "x".repeat(108)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> NotifySocket.of(Map.of("NOTIFY_SOCKET", name)))
          .withMessageContaining(name);
    }
  }

  private static String heardAt(String name) {
    byte[] path = name.replace('@', '\0').getBytes(StandardCharsets.UTF_8);
    byte[] address =
        ByteBuffer.allocate(Short.BYTES + path.length + (path[0] == 0 ? 0 : 1))
            .order(ByteOrder.nativeOrder())
            .putShort((short) Libc.AF_UNIX)
            .put(path)
            .array();
    try (Descriptor manager = Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM, 0, "manager")) {
      Libc.bind(manager, address);
      try (NotifySocket socket = NotifySocket.of(Map.of("NOTIFY_SOCKET", name)).orElseThrow()) {
        socket.send("READY=1", "STATUS=well");
      }
      byte[] buffer = new byte[100];
      int length = Libc.receive(manager, buffer);
      return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }
  }
}
