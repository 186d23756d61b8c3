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
 * Two ways to send an ICMP echo. The JDK sends one only if it may open a raw socket (CAP_NET_RAW,
 * capabilities(7)). Otherwise it connects to TCP port 7, which firewalls drop. Without the
 * capability the system's ping(8) is used.
 */
enum Echo {
  /** The JDK sends it on a raw socket. */
  RAW_SOCKET {
    @Override
    Sample ask(InetAddress address, Duration timeout) throws IOException {
      return address.isReachable((int) timeout.toMillis())
          ? Sample.passed(address.getHostAddress() + " answers")
          : Sample.failed(silence(address, timeout));
    }
  },
  /** ping(8) sends it, in a child process. */
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

  /** The exit status of setsid(1) and of shells when a command does not exist. */
  private static final int NOT_FOUND = 127;

  /** Returns the way that works in this process. */
  static Echo available() {
    return Capabilities.hasNetRaw() ? RAW_SOCKET : PING;
  }

  /** Sends one echo and waits for the answer until the timeout. */
  abstract Sample ask(InetAddress address, Duration timeout)
      throws IOException, InterruptedException;

  private static String silence(InetAddress address, Duration timeout) {
    return address.getHostAddress() + " does not answer within " + timeout.toMillis() + " ms";
  }
}
