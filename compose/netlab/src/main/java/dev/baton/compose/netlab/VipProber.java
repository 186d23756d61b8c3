package dev.baton.compose.netlab;

import dev.baton.arp.packet.ArpFrame;
import dev.baton.arp.packet.Decoded;
import dev.baton.arp.packet.DropReason;
import dev.baton.arp.packet.NeighborAdvertisement;
import dev.baton.linux.Descriptor;
import dev.baton.linux.Libc;
import dev.baton.linux.MacAddress;
import dev.baton.linux.NetworkInterfaceInfo;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks from a host of the LAN, every two milliseconds, which host has a VIP: by ARP or neighbour
 * solicitation, and by UDP. It keeps every answer with its question. For the first kind it does not
 * use the host's neighbour cache, so it sees every host that answers.
 *
 * <p>Its threads are real-time, if that is allowed, so that its questions are not late when other
 * processes are busy.
 */
public final class VipProber implements AutoCloseable {
  /** How often it asks. */
  public static final Duration INTERVAL = Duration.ofMillis(2);

  /**
   * The number of source addresses of ARP requests and neighbour solicitations. An answer goes back
   * to the source address of its question, which identifies the question. An address is used again
   * after half a second at the earliest, because an answer may be late on a busy machine. There are
   * few enough of them for the asked host's neighbour table, which begins to forget at 512 entries
   * (gc_thresh2, arp(7)).
   */
  private static final int SOURCES = 250;

  private static final long CLOSE_SECONDS = 30;
  private static final int BUFFER_BYTES = 2048;

  private final Seat seat;
  private final InetAddress vip;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final long started = System.nanoTime();
  private final long[] questions = new long[SOURCES];
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong unsent = new AtomicLong();
  private final CompletableFuture<Boolean> loop;
  private volatile boolean running = true;

  /**
   * Where the questions come from.
   *
   * @param interfaceName the interface on the VIP's LAN
   * @param own the client's own address there, of the VIP's version; questions on the link come
   *     from further addresses of the same subnet, which nobody has
   */
  private record Seat(String interfaceName, InetAddress own) {}

  /** Runs the questions on a thread of their own, in the client's network namespace. */
  private interface Starter {
    CompletableFuture<Boolean> start(Callable<Boolean> questions);
  }

  private VipProber(Seat seat, InetAddress vip, Starter starter) {
    this.seat = seat;
    this.vip = vip;
    this.loop = starter.start(this::run);
  }

  /**
   * Starts to probe.
   *
   * @param client the host that asks; it must not be one that may hold the VIP
   * @param vip the address to ask for
   * @return the running prober
   */
  public static VipProber start(Host client, InetAddress vip) {
    InetAddress own = vip instanceof Inet4Address ? client.v4() : client.v6();
    return new VipProber(
        new Seat(Host.INTERFACE, own), vip, questions -> client.start("prober", questions));
  }

  /**
   * Starts to probe from the network namespace of this process.
   *
   * @param interfaceName the interface on the VIP's LAN
   * @param own the address that it has there, of the VIP's version
   * @param vip the address asked for
   * @return the running prober
   */
  public static VipProber startHere(String interfaceName, InetAddress own, InetAddress vip) {
    return new VipProber(new Seat(interfaceName, own), vip, VipProber::startHere);
  }

  private static CompletableFuture<Boolean> startHere(Callable<Boolean> questions) {
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(questions.call());
              } catch (Throwable e) { // handed to whoever waits, errors included
                result.completeExceptionally(e);
              }
            },
            "prober");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  /**
   * Returns what was seen so far.
   *
   * @return a snapshot
   */
  public ProbeReport report() {
    return new ProbeReport(List.copyOf(answers), started, System.nanoTime());
  }

  /**
   * Returns the number of the next question. Questions with this number or a higher one are asked
   * after this call.
   *
   * @return not negative, ascending
   */
  public long nextProbe() {
    return asked.get();
  }

  /**
   * Returns how many UDP questions could not be sent.
   *
   * @return since the start
   */
  public long unsent() {
    return unsent.get();
  }

  /** Ends the probing, and throws the error that stopped it, if there was one. Idempotent. */
  @Override
  public void close() {
    running = false;
    boolean unused = loop.orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS).join();
  }

  private Boolean run() throws IOException {
    Instrument.goFirst();
    NetworkInterfaceInfo link = NetworkInterfaceInfo.lookup(seat.interfaceName()).orElseThrow();
    MacAddress mac = link.mac().orElseThrow();
    int type = vip instanceof Inet4Address ? ArpFrame.ETHERTYPE : NeighborAdvertisement.ETHERTYPE;
    int protocol = Libc.networkOrder(type);
    try (Descriptor raw = Libc.socket(Libc.AF_PACKET, Libc.SOCK_RAW, protocol, "prober");
        DatagramChannel udp = DatagramChannel.open()) {
      // sockaddr_ll (packet(7)): 2 bytes family, 2 protocol, 4 interface index, 12 for senders
      // only.
      ByteBuffer address = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
      address.putShort((short) Libc.AF_PACKET).putShort((short) protocol).putInt(link.index());
      Libc.bind(raw, address.array());
      udp.configureBlocking(false);
      long next = System.nanoTime();
      for (long probe = 0; running; probe++) {
        ask(raw, udp, mac, probe);
        // Missed questions are not made up for, because the addresses would be used again too soon.
        next = Math.max(next, System.nanoTime()) + INTERVAL.toNanos();
        collect(raw, udp, next);
      }
    }
    return true;
  }

  private void ask(Descriptor raw, DatagramChannel udp, MacAddress mac, long probe) {
    int slot = (int) (probe % SOURCES);
    questions[slot] = probe;
    asked.set(probe + 1);
    Libc.send(raw, question(mac, slot));
    byte[] payload = Long.toString(probe).getBytes(StandardCharsets.US_ASCII);
    try {
      udp.send(ByteBuffer.wrap(payload), new InetSocketAddress(vip, WhereService.PORT));
    } catch (IOException e) {
      unsent.incrementAndGet(); // No host has the address at this moment, so this is a question
      // without an answer.
      // other
    }
  }

  private byte[] question(MacAddress mac, int slot) {
    byte[] source = source(slot);
    if (vip instanceof Inet6Address target) {
      return Solicitation.encode(mac, source, target);
    }
    return new ArpFrame(
            MacAddress.BROADCAST,
            mac,
            ArpFrame.Operation.REQUEST,
            new ArpFrame.Party(mac, (Inet4Address) addressOf(source)),
            new ArpFrame.Party(MacAddress.ZERO, (Inet4Address) vip))
        .encode();
  }

  /** 10.77.200.x or fd77::7:x: addresses on the LAN's subnet that no host has. */
  private byte[] source(int slot) {
    boolean v4 = vip instanceof Inet4Address;
    byte[] source = seat.own().getAddress();
    source[source.length - (v4 ? 2 : 3)] = (byte) (v4 ? 200 : 7);
    source[source.length - 1] = (byte) slot;
    return source;
  }

  private void collect(Descriptor raw, DatagramChannel udp, long until) throws IOException {
    do {
      Libc.awaitReadable(
          List.of(raw), Duration.ofNanos(Math.min(until - System.nanoTime(), 1_000_000)));
      OptionalInt length = Libc.receiveNow(raw, buffer);
      while (length.isPresent()) {
        record(length.getAsInt());
        length = Libc.receiveNow(raw, buffer);
      }
      receiveUdp(udp);
    } while (until - System.nanoTime() > 0);
  }

  private void record(int length) {
    if (vip instanceof Inet4Address) {
      ArpFrame.decode(buffer, length).map(new ArpAnswers());
    } else {
      NeighborAdvertisement.decode(buffer, length).map(new NeighborAnswers());
    }
  }

  private void answered(byte[] asker, String by) {
    int slot = Byte.toUnsignedInt(asker[asker.length - 1]) % SOURCES;
    if (Arrays.equals(asker, source(slot))) {
      answers.add(new Answer(Answer.Kind.LINK, questions[slot], by, System.nanoTime()));
    }
  }

  private void receiveUdp(DatagramChannel udp) throws IOException {
    ByteBuffer reply = ByteBuffer.allocate(BUFFER_BYTES);
    while (udp.receive(reply) != null) {
      String text = new String(reply.array(), 0, reply.position(), StandardCharsets.US_ASCII);
      int space = text.indexOf(' ');
      long probe = Long.parseLong(text.substring(0, space));
      String by = text.substring(space + 1);
      answers.add(new Answer(Answer.Kind.UDP, probe, by, System.nanoTime()));
      reply.clear();
    }
  }

  private static InetAddress addressOf(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private final class ArpAnswers implements Decoded.Cases<ArpFrame, Boolean> {
    @Override
    public Boolean packet(ArpFrame frame) {
      boolean answer =
          frame.operation() == ArpFrame.Operation.REPLY && frame.sender().ip().equals(vip);
      if (answer) {
        answered(frame.target().ip().getAddress(), frame.sender().mac().toString());
      }
      return answer;
    }

    @Override
    public Boolean dropped(DropReason reason) {
      return false;
    }
  }

  private final class NeighborAnswers implements Decoded.Cases<NeighborAdvertisement, Boolean> {
    @Override
    public Boolean packet(NeighborAdvertisement advertisement) {
      boolean answer = advertisement.claim().target().equals(vip);
      if (answer) {
        answered(
            advertisement.destination().getAddress(), advertisement.link().source().toString());
      }
      return answer;
    }

    @Override
    public Boolean dropped(DropReason reason) {
      return false;
    }
  }
}
