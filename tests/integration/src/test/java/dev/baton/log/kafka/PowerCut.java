package dev.baton.log.kafka;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a power cut leaves of a broker's partition: its file without the last batches. The broker
 * must be down.
 *
 * @param data the broker's directory
 */
public record PowerCut(Path data, String topic, int partition) {
  /** A batch begins with its base offset (8 bytes) and the length of the rest (4 bytes). */
  private static final int HEADER = 12;

  /** Loses every batch that begins at that offset or later. */
  public void loseFrom(long offset) throws IOException {
    Path segment = data.resolve(topic + "-" + partition).resolve("00000000000000000000.log");
    try (FileChannel file =
        FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = 0;
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      while (file.read(header.clear(), end) == HEADER
          && header.getInt(8) > 0
          && header.getLong(0) < offset) {
        end += HEADER + header.getInt(8);
      }
      file.truncate(end);
    }
  }
}
