package dev.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostLockTest {
  @TempDir private Path directory;

  @Test
  void holdsOffASecondKeeperOfTheClusterUntilTheFirstEnds() throws IOException {
    HostLock first = HostLock.tryAcquire(directory, "web").orElseThrow();

    Optional<HostLock> second = HostLock.tryAcquire(directory, "web");
    first.close();

    assertThat(second).isEmpty();
    try (HostLock third = HostLock.tryAcquire(directory, "web").orElseThrow()) {
      assertThat(third).isNotNull();
    }
  }

  @Test
  void letsKeepersOfDifferentClustersRun() throws IOException {
    try (HostLock web = HostLock.tryAcquire(directory.resolve("run"), "web").orElseThrow();
        HostLock db = HostLock.tryAcquire(directory.resolve("run"), "db").orElseThrow()) {
      assertThat(web).isNotSameAs(db);
    }
  }

  @Test
  void refusesAClusterThatIsNoFileName() {
    assertThatThrownBy(() -> HostLock.tryAcquire(directory, "../web"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesTheCallThePathAndTheErrorWhenItCannotOpenTheFile() throws IOException {
    Path blocked = directory.resolve("web.lock");
    Files.createDirectory(blocked);

    assertThatThrownBy(() -> HostLock.tryAcquire(directory, "web"))
        .isInstanceOf(SystemCallException.class)
        .hasMessage("open " + blocked + ": EISDIR");
  }
}
