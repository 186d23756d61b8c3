package dev.baton.channel.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelSocketTest {
  private final ChannelCounts counts = new ChannelCounts();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private ChannelSocket open(String address) throws IOException {
    requireLocal(address);
    return ChannelSocket.open(
        new InetSocketAddress(address, 0),
        (bytes, from) -> {
          if (bytes.length == 1) {
            throw new IllegalStateException("a receiver that stumbles");
          }
          heard.add(bytes.length + " " + from);
        },
        counts);
  }

  private static void requireLocal(String address) throws IOException {
    try (DatagramSocket tried = new DatagramSocket(0, InetAddress.getByName(address))) {
      assertThat(tried.isBound()).isTrue();
    } catch (IOException e) {
      String missing = "this machine has no address " + address;
      if (Boolean.getBoolean("baton.strict")) {
        fail(missing, e);
      }
      abort("skipped: " + missing);
    }
  }

  private String next() throws InterruptedException {
    return String.valueOf(heard.poll(20, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void whatOneSendsTheOtherReceivesAndKnowsFromWhom(String address) throws Exception {
    try (ChannelSocket one = open(address);
        ChannelSocket other = open(address)) {
      one.send(other.address(), "hello".getBytes(StandardCharsets.US_ASCII));

      assertThat(next()).isEqualTo("5 " + one.address());
      assertThat(counts.unsent()).isZero();
    }
  }

  @Test
  void theWildcardHearsIpv4AndIpv6() throws Exception {
    try (ChannelSocket four = open("127.0.0.1");
        ChannelSocket six = open("::1");
        ChannelSocket all = open("::")) {
      four.send(at(four, all.address().getPort()), new byte[4]);
      assertThat(next()).isEqualTo("4 " + four.address());
      six.send(at(six, all.address().getPort()), new byte[6]);
      assertThat(next()).isEqualTo("6 " + six.address());
      all.send(four.address(), new byte[7]);
      assertThat(next()).startsWith("7 /127.0.0.1:");
    }
  }

  private static InetSocketAddress at(ChannelSocket socket, int port) {
    return new InetSocketAddress(socket.address().getAddress(), port);
  }

  @Test
  void whatIsTooLongIsCutAndStillTooLong() throws Exception {
    try (ChannelSocket one = open("127.0.0.1")) {
      one.send(one.address(), new byte[5000]);

      assertThat(next()).startsWith("513 ");
    }
  }

  @Test
  void anErrorOfTheReceiverEndsNothing() throws Exception {
    try (ChannelSocket one = open("127.0.0.1")) {
      one.send(one.address(), new byte[1]);
      one.send(one.address(), new byte[2]);

      assertThat(next()).startsWith("2 ");
    }
  }

  @Test
  void whatCannotBeSentIsCountedAndNeverThrown() throws Exception {
    ChannelSocket one = open("127.0.0.1");
    try (one) {
      one.send(new InetSocketAddress("192.0.2.1", 0), new byte[2]);
      one.send(InetSocketAddress.createUnresolved("nowhere.invalid", 9480), new byte[2]);
      one.send(one.address(), new byte[70_000]);
    }
    assertThat(counts.unsent()).isEqualTo(3);

    assertThatCode(() -> one.send(one.address(), new byte[2])).doesNotThrowAnyException();
    assertThat(counts.unsent()).isEqualTo(4);
    assertThatCode(one::close).doesNotThrowAnyException();
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ChannelSocket one = open("127.0.0.1")) {
      assertThatThrownBy(
              () -> ChannelSocket.open(one.address(), (bytes, from) -> {}, counts).close())
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("the channel cannot listen at " + one.address() + ": ");
    }
  }
}
