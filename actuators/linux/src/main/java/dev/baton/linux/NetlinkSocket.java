package dev.baton.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * A netlink socket: requests with their answers, or a subscription. Used by one thread at a time.
 */
final class NetlinkSocket implements NetlinkExchange {
  static final int NETLINK_ROUTE = 0;
  static final int NETLINK_SOCK_DIAG = 4;
  static final int NETLINK_NETFILTER = 12;

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int DUMP_ATTEMPTS = 8;
  private static final int SOCKADDR_NL_BYTES = 12;

  private final Descriptor socket;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int sequence;

  private NetlinkSocket(Descriptor socket) {
    this.socket = socket;
  }

  /**
   * Opens a socket.
   *
   * @param protocol one of the constants above
   * @param groups the multicast groups to join, as a mask of {@code RTMGRP_*}; 0 for none
   */
  static NetlinkSocket open(int protocol, int groups) {
    Descriptor socket = Libc.socket(Libc.AF_NETLINK, Libc.SOCK_RAW, protocol, "netlink");
    try {
      // sockaddr_nl: 2 family, 2 padding, 4 port id (0: the kernel chooses), 4 groups.
      ByteBuffer address = ByteBuffer.allocate(SOCKADDR_NL_BYTES).order(ByteOrder.nativeOrder());
      address.putShort(0, (short) Libc.AF_NETLINK).putInt(8, groups);
      Libc.bind(socket, address.array());
    } catch (SystemCallException e) {
      socket.close();
      throw e;
    }
    return new NetlinkSocket(socket);
  }

  Descriptor descriptor() {
    return socket;
  }

  /**
   * Sends a request and collects the answer, up to the acknowledgement or the end of the dump.
   *
   * @throws SystemCallException with {@code call} and {@code subject} when the kernel refuses
   */
  @Override
  public List<NetlinkReply> request(NetlinkMessage message, String call, String subject) {
    int number = ++sequence;
    Libc.send(socket, message.bytes(number));
    List<NetlinkReply> answers = new ArrayList<>();
    while (true) {
      for (NetlinkReply reply : read()) {
        if (reply.sequence() != number) {
          continue; // The rest of an earlier request that ended with an error.
        }
        if (isLast(reply, call, subject)) {
          return answers;
        }
        answers.add(reply);
      }
    }
  }

  /**
   * Sends several messages at once, with consecutive sequence numbers, and reads the kernel's
   * acknowledgements and errors. The kernel answers while they are being sent.
   *
   * @param messages what to send; at least one
   * @param last tells whether the answer to the message at that index is the last one to expect
   * @return for each message that the kernel answered, its index and the error number or 0
   * @throws SystemCallException when that last answer does not come
   */
  SortedMap<Integer, Integer> exchange(List<NetlinkMessage> messages, IntPredicate last) {
    int first = sequence + 1;
    ByteArrayOutputStream datagram = new ByteArrayOutputStream();
    messages.forEach(message -> datagram.writeBytes(message.bytes(++sequence)));
    Libc.send(socket, datagram.toByteArray());
    SortedMap<Integer, Integer> words = new TreeMap<>();
    while (true) {
      List<NetlinkReply> replies = readNow();
      if (replies.isEmpty()) {
        throw new SystemCallException(Errno.EAGAIN, "recv", "the answer to a batch");
      }
      for (NetlinkReply reply : replies) {
        int index = reply.sequence() - first;
        if (reply.type() == NetlinkReply.NLMSG_ERROR && index >= 0) {
          words.putIfAbsent(index, reply.errno());
          if (last.test(index)) {
            return words;
          }
        }
      }
    }
  }

  /** Like {@link #request}. Repeats the request if the table changed while the kernel listed it. */
  @Override
  public List<NetlinkReply> dump(Supplier<NetlinkMessage> message, String call, String subject) {
    List<NetlinkReply> answers = List.of();
    for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
      answers = request(message.get(), call, subject);
      if (answers.stream().noneMatch(each -> (each.flags() & NetlinkReply.NLM_F_DUMP_INTR) != 0)) {
        return answers;
      }
    }
    return answers;
  }

  /** Returns what has arrived on a subscription; empty when there is nothing now. */
  List<NetlinkReply> readNow() {
    var length = Libc.receiveNow(socket, buffer);
    return length.isPresent() ? NetlinkReply.split(buffer, length.getAsInt()) : List.of();
  }

  @Override
  public void close() {
    socket.close();
  }

  private List<NetlinkReply> read() {
    return NetlinkReply.split(buffer, Libc.receive(socket, buffer));
  }

  private static boolean isLast(NetlinkReply reply, String call, String subject) {
    if (reply.type() == NetlinkReply.NLMSG_ERROR && reply.errno() != 0) {
      throw new SystemCallException(reply.errno(), call, subject);
    }
    return reply.type() == NetlinkReply.NLMSG_ERROR || reply.type() == NetlinkReply.NLMSG_DONE;
  }
}
