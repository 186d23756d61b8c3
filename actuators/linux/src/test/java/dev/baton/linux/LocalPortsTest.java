package dev.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LocalPortsTest {
  @TempDir private Path directory = Path.of("unset");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5432 | '' | false",
        "32767 | '' | false",
        "32768 | '' | true",
        "60999 | '' | true",
        "61000 | '' | false",
        "50000 | 50000 | false",
        "50001 | 50000 | true",
        "50001 | 1433,50000-50002,55000 | false",
        "55000 | 1433,50000-50002,55000 | false",
        "50003 | 1433,50000-50002,55000 | true",
      })
  void areThoseOfTheRangeThatAreNotReserved(int port, String reserved, boolean may)
      throws IOException {
    Files.writeString(directory.resolve("ip_local_port_range"), "32768\t60999\n");
    Files.writeString(directory.resolve("ip_local_reserved_ports"), reserved + "\n");

    assertThat(new LocalPorts(directory).mayLeaveBy(port)).isEqualTo(may);
  }

  @Test
  void areNoneWhereTheKernelDoesNotSay() {
    assertThat(new LocalPorts(directory).mayLeaveBy(50_000)).isFalse();
  }

  @Test
  void areReadFromTheKernel() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      assertThat(LocalPorts.ofThisHost().mayLeaveBy(any.getLocalPort())).isTrue();
    }
    assertThat(LocalPorts.ofThisHost().mayLeaveBy(1)).isFalse();
  }
}
