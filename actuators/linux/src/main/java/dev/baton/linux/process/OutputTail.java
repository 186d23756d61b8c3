package dev.baton.linux.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the last bytes of a child's output. It reads all output, so the child never blocks. */
final class OutputTail {

  private final byte[] ring;
  private long written;

  OutputTail(int bytes) {
    this.ring = new byte[bytes];
  }

  /** Reads until the last writer has closed the pipe, which may be long after the child's end. */
  void drain(InputStream stream) {
    byte[] buffer = new byte[4096];
    try (stream) {
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        add(buffer, count);
      }
    } catch (IOException closed) {
      // The JDK closes the pipe of a child that it was told to destroy, so there is no more output.
      return;
    }
  }

  /** Returns the kept bytes as UTF-8, without leading and trailing white space. */
  synchronized String text() {
    int length = (int) Math.min(written, ring.length);
    byte[] kept = new byte[length];
    for (int i = 0; i < length; i++) {
      kept[i] = ring[(int) ((written - length + i) % ring.length)];
    }
    return new String(kept, StandardCharsets.UTF_8).strip();
  }

  private synchronized void add(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      ring[(int) (written % ring.length)] = bytes[i];
      written++;
    }
  }
}
