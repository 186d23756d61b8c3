package dev.baton.arp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.baton.arp.RawSocket.Sent;
import dev.baton.linux.Errno;
import dev.baton.linux.SystemCallException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RawSocketTest {
  private static final int MOST = 133; // asm-generic/errno.h ends there

  @Test
  void endsNothingWhateverTheKernelAnswersToAnAnnouncement() {
    for (int errno = 1; errno <= MOST; errno++) {
      SystemCallException refusal = refusal(errno);
      assertThatCode(() -> RawSocket.outcome(refusal)).doesNotThrowAnyException();
    }
  }

  @Test
  void takesASocketWithoutItsInterfaceForOneThatHearsNothing() {
    for (int errno : List.of(Errno.ENXIO, Errno.ENODEV, Errno.ENETDOWN, Errno.ENOBUFS)) {
      assertThat(RawSocket.nothing(refusal(errno))).isEmpty();
    }
    assertThat(RawSocket.outcome(refusal(Errno.ENXIO))).isEqualTo(Sent.LINK_DOWN);
  }

  private static SystemCallException refusal(int errno) {
    return new SystemCallException(errno, "send", "eth0");
  }
}
