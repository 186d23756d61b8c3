package dev.baton.linux.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The name that the kernel gives an interface which is known by an alternative name, {@code ip link
 * property add dev eth0 altname wan}. {@code /sys/class/net} has the first name only; rtnetlink(7)
 * finds an interface by either.
 */
public final class LinkNames {

  /** Message types, {@code <linux/rtnetlink.h>} and {@code <linux/netlink.h>}. */
  private static final short RTM_NEWLINK = 16;

  private static final short RTM_GETLINK = 18;
  private static final short NLM_F_REQUEST = 1;

  /** Attributes, {@code <linux/if_link.h>}; the alternative name since Linux 5.5. */
  private static final short IFLA_IFNAME = 3;

  private static final short IFLA_ALT_IFNAME = 53;

  /** {@code struct nlmsghdr} (16 bytes) and {@code struct ifinfomsg} (16 bytes). */
  private static final int HEAD = 32;

  private static final int TYPE_AT = 4;
  private static final int ATTRIBUTE_HEAD = 4;
  private static final int ANSWER_BYTES = 32_768;

  private LinkNames() {}

  /**
   * Returns the first name of an interface.
   *
   * @param name a first or an alternative one
   * @return empty where no interface has that name
   * @throws IOException when the kernel cannot be asked
   */
  public static Optional<String> firstName(String name) throws IOException {
    int socket = -1;
    try (Memory answer = new Memory(ANSWER_BYTES)) {
      socket = LibC.socket(LibC.AF_NETLINK, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, LibC.NETLINK_ROUTE);
      byte[] question = question(name);
      try (Memory sent = new Memory(question.length)) {
        sent.write(0, question, 0, question.length);
        long unused = LibC.send(socket, sent, question.length, 0);
      }
      int length = (int) LibC.recv(socket, answer, ANSWER_BYTES, 0);
      return nameIn(ByteBuffer.wrap(answer.getByteArray(0, length)).order(ByteOrder.nativeOrder()));
    } catch (LastErrorException e) {
      throw new IOException("the kernel cannot be asked for the interface " + name, e);
    } finally {
      if (socket >= 0) {
        int unused = LibC.close(socket);
      }
    }
  }

  /** nlmsghdr: length 4, type 2, flags 2, sequence 4, port 4; ifinfomsg; one attribute. */
  private static byte[] question(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    int attribute = ATTRIBUTE_HEAD + text.length + 1;
    int length = HEAD + aligned(attribute);
    ByteBuffer message = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    message.putInt(length).putShort(RTM_GETLINK).putShort(NLM_F_REQUEST).putInt(1).putInt(0);
    message.position(HEAD);
    message.putShort((short) attribute).putShort(IFLA_ALT_IFNAME).put(text);
    return message.array();
  }

  /** The answer is an interface with its attributes, or an error (ENODEV). */
  private static Optional<String> nameIn(ByteBuffer answer) {
    if (answer.limit() < HEAD || answer.getShort(TYPE_AT) != RTM_NEWLINK) {
      return Optional.empty();
    }
    int at = HEAD;
    while (at + ATTRIBUTE_HEAD <= answer.limit()) {
      int length = Short.toUnsignedInt(answer.getShort(at));
      if (length < ATTRIBUTE_HEAD) {
        return Optional.empty();
      }
      if (answer.getShort(at + 2) == IFLA_IFNAME) {
        byte[] text = new byte[length - ATTRIBUTE_HEAD - 1];
        answer.get(at + ATTRIBUTE_HEAD, text);
        return Optional.of(new String(text, StandardCharsets.UTF_8));
      }
      at += aligned(length);
    }
    return Optional.empty();
  }

  private static int aligned(int length) {
    return (length + 3) & ~3;
  }
}
