package dev.baton.lease.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.InstallId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallationTest {
  private static final String HARDWARE = "02:00:00:00:00:01";
  private static final int KEEPERS = 4;
  private static final int STARTS = 200;

  @TempDir Path directory;

  @Test
  void staysTheSameAndIsAnotherOneOnOtherHardwareOrWithoutItsFile() throws IOException {
    InstallId first = Installation.identify(directory, HARDWARE);

    assertThat(Installation.identify(directory, HARDWARE)).isEqualTo(first);
    assertThat(Installation.identify(directory, "02:00:00:00:00:02")).isNotEqualTo(first);
    assertThat(Installation.identify(directory.resolve("another"), HARDWARE)).isNotEqualTo(first);
  }

  /** A keeper that took another's unfinished file for its own would be refused ever after. */
  @Test
  void isTheSameForAllKeepersOfAHostThatStartAtOnce() throws Exception {
    ExecutorService keepers = Executors.newFixedThreadPool(KEEPERS);
    CyclicBarrier together = new CyclicBarrier(KEEPERS);
    try {
      for (int start = 0; start < STARTS; start++) {
        Path place = directory.resolve("start-" + start);
        List<Future<InstallId>> ids = new ArrayList<>();
        for (int keeper = 0; keeper < KEEPERS; keeper++) {
          ids.add(
              keepers.submit(
                  () -> {
                    together.await(2, TimeUnit.MINUTES);
                    return Installation.identify(place, HARDWARE);
                  }));
        }
        InstallId kept = ids.get(0).get(2, TimeUnit.MINUTES);
        for (Future<InstallId> id : ids) {
          assertThat(id.get(2, TimeUnit.MINUTES)).isEqualTo(kept);
        }
        assertThat(Installation.identify(place, HARDWARE)).isEqualTo(kept);
      }
    } finally {
      keepers.shutdownNow();
    }
  }

  @Test
  void fillsAFileThatAPowerCutHasLeftEmptyAndKeepsOneWithoutItsEnd() throws IOException {
    Path file = directory.resolve("install-id");
    Files.writeString(file, "");

    InstallId filled = Installation.identify(directory, HARDWARE);

    assertThat(Files.readString(file)).hasSize(37);
    assertThat(Installation.identify(directory, HARDWARE)).isEqualTo(filled);
    Files.writeString(file, Files.readString(file).strip());
    assertThat(Installation.identify(directory, HARDWARE)).isEqualTo(filled);
  }

  @Test
  void readsAFileThatMayNotBeWritten() throws IOException {
    InstallId first = Installation.identify(directory, HARDWARE);
    assertThat(directory.resolve("install-id").toFile().setReadOnly()).isTrue();

    assertThat(Installation.identify(directory, HARDWARE)).isEqualTo(first);
  }
}
