package dev.baton.agent.probe;

import dev.baton.agent.core.Sample;
import dev.baton.linux.process.Capabilities;
import dev.baton.linux.process.Child;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two ways to send an ICMP echo. The JDK sends one only where it may open a raw socket
 * (CAP_NET_RAW, capabilities(7)) and knocks on TCP port 7 otherwise, which firewalls drop: without
 * the capability the system's ping(8) is asked.
 */
enum Echo {
  /** By the JDK, on a raw socket. */
  RAW_SOCKET {
    @Override
    Sample ask(InetAddress address, Duration timeout) throws IOException {
      return address.isReachable((int) timeout.toMillis())
          ? Sample.passed(address.getHostAddress() + " answers")
          : Sample.failed(silence(address, timeout));
    }
  },
  /** By a child. */
  PING {
    @Override
    Sample ask(InetAddress address, Duration timeout) throws IOException, InterruptedException {
      long seconds = Math.max(1, timeout.toSeconds());
      String family = address instanceof Inet6Address ? "-6" : "-4";
      Child.Ended ended =
          Child.start(
                  List.of("ping", family, "-n", "-c1", "-W" + seconds, address.getHostAddress()),
                  Map.of())
              .await(timeout);
      if (ended.exitStatus().equals(Optional.of(0))) {
        return Sample.passed(address.getHostAddress() + " answers");
      }
      return Sample.failed(
          ended.exitStatus().equals(Optional.of(NOT_FOUND))
              ? "neither CAP_NET_RAW nor a ping command is there"
              : silence(address, timeout));
    }
  };

  /** What setsid(1) and shells say of a command that is not there. */
  private static final int NOT_FOUND = 127;

  /** Returns the way that works for this process. */
  static Echo available() {
    return Capabilities.hasNetRaw() ? RAW_SOCKET : PING;
  }

  /** Asks once; ends at the timeout. */
  abstract Sample ask(InetAddress address, Duration timeout)
      throws IOException, InterruptedException;

  private static String silence(InetAddress address, Duration timeout) {
    return address.getHostAddress() + " does not answer within " + timeout.toMillis() + " ms";
  }
}
