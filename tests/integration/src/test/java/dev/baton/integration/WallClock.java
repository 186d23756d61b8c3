package dev.baton.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A wall clock that is set for one process alone, by Debian's libfaketime. The process's monotonic
 * clock goes on as it does.
 */
final class WallClock {
  private static final List<Path> PLACES =
      Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu")
          .map(machine -> Path.of("/usr/lib", machine, "faketime", "libfaketimeMT.so.1"))
          .toList();

  private final Path library;
  private final Path offset;

  private WallClock(Path library, Path offset) {
    this.library = library;
    this.offset = offset;
    setBy(Duration.ZERO);
  }

  /** Returns a clock that goes right until it is set, or skips the test. */
  static WallClock inDirectory(Path directory) {
    Optional<Path> library = PLACES.stream().filter(Files::exists).findFirst();
    boolean needed = Boolean.getBoolean("baton.strict");
    if (!needed) {
      Assumptions.assumeTrue(library.isPresent(), "skipped: needs libfaketime (apt-get install)");
    }
    return new WallClock(library.orElseThrow(), directory.resolve("wall-clock"));
  }

  /** Returns what is put before a command for it to go by this clock. */
  List<String> prefix() {
    return List.of(
        "env",
        "LD_PRELOAD=" + library,
        "FAKETIME_TIMESTAMP_FILE=" + offset,
        "FAKETIME_DONT_FAKE_MONOTONIC=1",
        // Or else waits by the monotonic clock end at once.
        "FAKETIME_FORCE_MONOTONIC_FIX=0",
        "FAKETIME_NO_CACHE=1");
  }

  /** Sets it that much ahead of the true time, or behind it where that is negative. */
  void setBy(Duration ahead) {
    try {
      Path whole = offset.resolveSibling("wall-clock-next");
      Files.writeString(whole, "%+d\n".formatted(ahead.toSeconds()));
      Files.move(whole, offset, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
