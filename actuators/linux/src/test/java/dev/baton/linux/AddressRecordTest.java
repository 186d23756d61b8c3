package dev.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressRecordTest {
  @TempDir private Path directory = Path.of("unset");

  @Test
  void namesWhatMayHaveBeenPutInThisBoot() throws IOException {
    AddressRecord record = AddressRecord.of(directory, "db");
    assertThat(record.recall()).isEmpty();

    record.replace("eth0", List.of(address("10.20.0.10"), address("fd00:20::10")));

    assertThat(AddressRecord.of(directory, "db").recall())
        .containsExactly(
            new AddressRecord.Line("eth0", address("10.20.0.10")),
            new AddressRecord.Line("eth0", address("fd00:20::10")));
    assertThat(AddressRecord.of(directory, "web").recall()).isEmpty();
  }

  @Test
  void provesNothingOfAnotherBoot() throws IOException {
    AddressRecord.of(directory, "db").replace("eth0", List.of(address("10.20.0.10")));
    Path file = directory.resolve("db.addresses");
    List<String> lines = Files.readAllLines(file);
    Files.write(file, List.of("another boot", lines.get(1)));

    assertThat(AddressRecord.of(directory, "db").recall()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "98, 0x280, 32, false, true", // the kernel says so
    "98, 0x80, 16, true, true",
    "0, 0x280, 32, true, false", // it would have said so
    "0, 0x280, 32, false, true", // it cannot, the record does
    "0, 0x80, 32, false, false", // not as Baton puts them
    "0, 0x280, 16, false, false",
    "18, 0x280, 32, true, false" // somebody else did
  })
  void provesWhatBatonPut(
      int protocol, String flags, int prefixLength, boolean remembers, boolean proven)
      throws IOException {
    AddressRecord record = AddressRecord.of(directory, "db");
    record.replace("eth0", List.of(address("10.20.0.10")));
    try (AddressTable table = new AddressTable(record, remembers)) {
      AssignedAddress assigned =
          new AssignedAddress(
              2, address("10.20.0.10"), prefixLength, Integer.decode(flags), protocol);

      assertThat(table.isProven(assigned)).isEqualTo(proven);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5.18.0, true",
    "5.17.9-generic, false",
    "6.1.0-13-amd64, true",
    "4.19.0, false",
    "10.0, true",
    "'', false",
    "unknown, false"
  })
  void knowsWhichKernelsRememberByWhomAnAddressWasPut(String release, boolean remembers) {
    assertThat(AddressTable.remembersProtocol(release)).isEqualTo(remembers);
  }

  private static InetAddress address(String literal) throws IOException {
    return InetAddress.getByName(literal);
  }
}
