package dev.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.linux.ErrnoDecision.Call;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ErrnoDecisionTest {
  private static final int MOST = 133; // asm-generic/errno.h ends there
  private static final Path PAGE = Path.of("../ERRNO.md");

  /** The page is the table, row by row. */
  @Test
  void isWhatThePageSays() throws IOException {
    List<String> rows = new ArrayList<>();
    for (Call call : Call.all()) {
      rows.add(row(call));
    }
    assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")).toList())
        .isEqualTo(rows);
  }

  private static String row(Call call) {
    TreeMap<ErrnoDecision, List<String>> named = new TreeMap<>();
    call.rows()
        .forEach(
            (errno, decision) ->
                named.computeIfAbsent(decision, any -> new ArrayList<>()).add(Errno.name(errno)));
    String cells =
        named.entrySet().stream()
            .map(entry -> word(entry.getKey()) + ": " + String.join(", ", entry.getValue()))
            .collect(Collectors.joining("; "));
    return "| `" + call + "` | " + cells + " | " + word(call.otherwise()) + " |";
  }

  private static String word(ErrnoDecision decision) {
    return decision.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  @Test
  void stopsForNothingButTheGateAndItsOwnSockets() {
    for (Call call : Call.all()) {
      for (int errno = 1; errno <= MOST; errno++) {
        boolean stops = call.on(errno) == ErrnoDecision.STOP;
        assertThat(stops && call != Call.CHANGE_GATE && call != Call.OPEN_SOCKET)
            .as("%s %s", call, Errno.name(errno))
            .isFalse();
      }
    }
  }

  /** ENXIO ended the keeper of a dual-stack holder whose interface lost its IPv6. */
  @Test
  void takesAnAddressOfAnInterfaceThatHasNoneForRemoved() throws IOException {
    for (int errno = 1; errno <= MOST; errno++) {
      AddressTable table = new AddressTable(AddressRecord.none(), true, new Refusing(errno));
      AssignedAddress vip =
          new AssignedAddress(2, InetAddress.getByName("fd77::100"), 128, 0, AddressTable.PROTOCOL);
      if (Call.REMOVE_ADDRESS.on(errno) == ErrnoDecision.DONE) {
        assertThat(table.remove(vip)).as(Errno.name(errno)).isFalse();
      } else {
        assertThatThrownBy(() -> table.remove(vip))
            .isInstanceOf(SystemCallException.class)
            .hasMessageContaining(Errno.name(errno))
            .hasMessageContaining("fd77:0:0:0:0:0:0:100");
      }
    }
    assertThat(Call.REMOVE_ADDRESS.on(Errno.ENXIO)).isEqualTo(ErrnoDecision.DONE);
  }

  /** A kernel that refuses everything. */
  private record Refusing(int errno) implements NetlinkExchange {
    @Override
    public List<NetlinkReply> request(NetlinkMessage message, String call, String subject) {
      throw new SystemCallException(errno, call, subject);
    }

    @Override
    public List<NetlinkReply> dump(Supplier<NetlinkMessage> message, String call, String subject) {
      throw new SystemCallException(errno, call, subject);
    }

    @Override
    public void close() {}
  }
}
