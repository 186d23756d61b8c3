package dev.baton.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * The system calls that this project needs, mapped directly to the C library of 64-bit Linux.
 *
 * <p>Every method throws {@link SystemCallException} when the kernel refuses, repeats a call that a
 * signal interrupted, and blocks no longer than its documentation says. Structures are byte arrays
 * in the machine's byte order. Thread-safe.
 */
public final class Libc {
  /** Address family of sockets within the machine, unix(7). */
  public static final int AF_UNIX = 1;

  /** Address family of netlink sockets. */
  public static final int AF_NETLINK = 16;

  /** Address family of packet sockets. */
  public static final int AF_PACKET = 17;

  /** Socket type: datagrams. */
  public static final int SOCK_DGRAM = 2;

  /** Socket type: datagrams with their link-layer header. */
  public static final int SOCK_RAW = 3;

  /** Flag of pidfd_open(2) for the descriptor of a thread: O_EXCL, {@code <linux/pidfd.h>}. */
  public static final int PIDFD_THREAD = 0200;

  /** The signal that cannot be caught, signal(7). */
  public static final int SIGKILL = 9;

  /** System call number of pidfd_open(2), the same on every architecture since Linux 5.3. */
  private static final long PIDFD_OPEN = 434;

  private static final int WNOHANG = 1;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int EFD_CLOEXEC_NONBLOCK = 0x80800;
  private static final int O_CLOEXEC = 0x80000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int LOCK_EX_NB = 6;
  private static final int CLONE_NEWNET = 0x40000000;
  private static final short POLLIN = 1;
  private static final short POLLERR = 8;

  /** {@code struct pollfd}, poll(2): 4 bytes descriptor, 2 requested events, 2 returned events. */
  private static final int POLLFD_BYTES = 8;

  private static final int POLLFD_HAPPENED = 6;
  private static final int FILTER_INSTRUCTION_BYTES = 8;

  private Libc() {}

  /**
   * Opens a socket that child processes do not inherit.
   *
   * @param domain the address family
   * @param type the socket type
   * @param protocol the protocol; for packet sockets in network byte order
   * @param subject what the socket is for, for error messages
   * @return the open socket
   */
  public static Descriptor socket(int domain, int type, int protocol, String subject) {
    int number = LibcCalls.socket(domain, type | SOCK_CLOEXEC, protocol);
    return new Descriptor(checked(number, "socket", subject), subject);
  }

  /**
   * Binds a socket to a local address, bind(2).
   *
   * @param socket an open socket
   * @param address a {@code sockaddr_*} structure
   */
  public static void bind(Descriptor socket, byte[] address) {
    checked(LibcCalls.bind(socket.number(), address, address.length), "bind", socket.subject());
  }

  /**
   * Attaches a classic BPF program that decides what a socket receives (socket(7),
   * SO_ATTACH_FILTER).
   *
   * @param socket an open socket
   * @param program {@code sock_filter} structures, 8 bytes each, in the machine's byte order
   */
  public static void attachFilter(Descriptor socket, byte[] program) {
    try (Memory code = new Memory(program.length);
        Memory header = new Memory(2L * Native.POINTER_SIZE)) {
      code.write(0, program, 0, program.length);
      header.clear();
      header.setShort(0, (short) (program.length / FILTER_INSTRUCTION_BYTES));
      header.setPointer(Native.POINTER_SIZE, code);
      int result =
          LibcCalls.setsockopt(
              socket.number(), SOL_SOCKET, SO_ATTACH_FILTER, header, (int) header.size());
      checked(result, "setsockopt SO_ATTACH_FILTER", socket.subject());
    }
  }

  /**
   * Sets an integer option of a socket.
   *
   * @param socket an open socket
   * @param level the option's level
   * @param name the option
   * @param value its value
   */
  public static void setOption(Descriptor socket, int level, int name, int value) {
    try (Memory memory = new Memory(Integer.BYTES)) {
      memory.setInt(0, value);
      int result = LibcCalls.setsockopt(socket.number(), level, name, memory, Integer.BYTES);
      checked(result, "setsockopt " + name, socket.subject());
    }
  }

  /**
   * Sends one datagram: on a packet socket a frame through the interface it is bound to, on a
   * netlink socket a request to the kernel.
   *
   * @param socket a bound socket
   * @param data the datagram
   */
  public static void send(Descriptor socket, byte[] data) {
    int fd = socket.number();
    long sent;
    do {
      sent = LibcCalls.send(fd, data, data.length, 0);
    } while (sent < 0 && Native.getLastError() == Errno.EINTR);
    checked((int) sent, "send", socket.subject());
  }

  /**
   * Sends one datagram to an address; does not wait for room in the receiver's queue.
   *
   * @param socket an open socket
   * @param data the datagram
   * @param address a {@code sockaddr_*} structure
   * @throws SystemCallException also with {@link Errno#EAGAIN} when there is no room
   */
  public static void sendTo(Descriptor socket, byte[] data, byte[] address) {
    int fd = socket.number();
    long sent;
    do {
      sent = LibcCalls.sendto(fd, data, data.length, MSG_DONTWAIT, address, address.length);
    } while (sent < 0 && Native.getLastError() == Errno.EINTR);
    checked((int) sent, "sendto", socket.subject());
  }

  /**
   * Receives one datagram, and waits for it without a limit.
   *
   * @param socket an open socket
   * @param buffer receives the datagram; a longer one is cut off
   * @return the length in the buffer
   */
  public static int receive(Descriptor socket, byte[] buffer) {
    int fd = socket.number();
    long length;
    do {
      length = LibcCalls.recv(fd, buffer, buffer.length, 0);
    } while (length < 0 && Native.getLastError() == Errno.EINTR);
    return checked((int) length, "recv", socket.subject());
  }

  /**
   * Receives one datagram if there is one.
   *
   * @param socket an open socket
   * @param buffer receives the datagram; a longer one is cut off
   * @return the length in the buffer; empty when there is none now
   */
  public static OptionalInt receiveNow(Descriptor socket, byte[] buffer) {
    long length = LibcCalls.recv(socket.number(), buffer, buffer.length, MSG_DONTWAIT);
    int errno = length < 0 ? Native.getLastError() : 0;
    if (errno == Errno.EAGAIN || errno == Errno.EINTR) {
      return OptionalInt.empty();
    }
    if (length < 0) {
      throw new SystemCallException(errno, "recv", socket.subject());
    }
    return OptionalInt.of((int) length);
  }

  /**
   * Waits until one of the descriptors can be read, or the time is over.
   *
   * @param descriptors the descriptors
   * @param timeout how long at most, rounded up to milliseconds; negative counts as zero
   * @return the positions in {@code descriptors} that can be read (or have failed, so that reading
   *     gives the error); empty after the timeout or a signal
   */
  public static BitSet awaitReadable(List<Descriptor> descriptors, Duration timeout) {
    ByteBuffer polled =
        ByteBuffer.allocate(descriptors.size() * POLLFD_BYTES).order(ByteOrder.nativeOrder());
    descriptors.forEach(each -> polled.putInt(each.number()).putShort(POLLIN).putShort((short) 0));
    int result = LibcCalls.poll(polled.array(), descriptors.size(), millisUp(timeout));
    if (result < 0 && Native.getLastError() != Errno.EINTR) {
      throw new SystemCallException(Native.getLastError(), "poll", descriptors.size() + " files");
    }
    BitSet ready = new BitSet();
    for (int i = 0; i < descriptors.size() && result > 0; i++) {
      ready.set(i, polled.getShort(i * POLLFD_BYTES + POLLFD_HAPPENED) != 0);
    }
    return ready;
  }

  /**
   * Tells whether the reader of a pipe or socket is gone: poll(2), POLLERR.
   *
   * @param number a descriptor that this process was started with, such as 1 for standard output
   * @return false also for a closed descriptor
   */
  public static boolean isUnread(int number) {
    ByteBuffer polled = ByteBuffer.allocate(POLLFD_BYTES).order(ByteOrder.nativeOrder());
    polled.putInt(0, number);
    return LibcCalls.poll(polled.array(), 1, 0) > 0
        && (polled.getShort(POLLFD_HAPPENED) & POLLERR) != 0;
  }

  /**
   * Opens a descriptor that can be read once a process has ended, pidfd_open(2). Child processes do
   * not inherit it.
   *
   * @param process a pid; with {@link #PIDFD_THREAD} also a thread's id
   * @param flags 0 or {@link #PIDFD_THREAD}
   * @return the descriptor; the pid stands for the same process as long as it is open
   * @throws SystemCallException with {@link Errno#ESRCH} when there is no such process; with {@link
   *     Errno#EINVAL} when the number is a thread's or the kernel does not know the flag; with
   *     {@link Errno#ENOSYS} before Linux 5.3
   */
  public static Descriptor openProcess(long process, int flags) {
    String subject = "process " + process;
    int number = (int) LibcCalls.syscall(PIDFD_OPEN, process, flags);
    return new Descriptor(checked(number, "pidfd_open", subject), subject);
  }

  /**
   * Sends a signal to a process, kill(2).
   *
   * @param process its pid
   * @param signal such as {@link #SIGKILL}
   * @throws SystemCallException with {@link Errno#ESRCH} when there is no such process, with {@link
   *     Errno#EPERM} when that is not allowed
   */
  public static void kill(long process, int signal) {
    checked(LibcCalls.kill((int) process, signal), "kill", "process " + process);
  }

  /**
   * Reaps a child process that has ended, waitpid(2). Does not wait for its end.
   *
   * @param child its pid
   * @return whether it had ended; its exit status is lost
   * @throws SystemCallException with {@link Errno#ECHILD} when it is no child of this process, or
   *     was reaped before
   */
  public static boolean reap(long child) {
    int ended = LibcCalls.waitpid((int) child, new int[1], WNOHANG);
    return checked(ended, "waitpid", "process " + child) > 0;
  }

  /**
   * Opens a file, as open(2) does. Child processes do not inherit it.
   *
   * @param path the file
   * @param flags the flags of open(2)
   * @param mode the permissions of a file that the call creates
   * @return the open file
   */
  public static Descriptor open(Path path, int flags, int mode) {
    int number = LibcCalls.open(path.toString(), flags | O_CLOEXEC, mode);
    return new Descriptor(checked(number, "open", path.toString()), path.toString());
  }

  /**
   * Sets the permissions of an open file, fchmod(2); of a socket that is not bound yet, those that
   * the file will have to which it is bound.
   *
   * @param file an open file
   * @param mode such as 0600
   */
  public static void changeMode(Descriptor file, int mode) {
    checked(LibcCalls.fchmod(file.number(), mode), "fchmod", file.subject());
  }

  /**
   * Moves the calling thread, and no other, into a network namespace, setns(2).
   *
   * @param namespace an open namespace file, for example of {@code /run/netns/a}
   */
  public static void enterNetworkNamespace(Descriptor namespace) {
    checked(LibcCalls.setns(namespace.number(), CLONE_NEWNET), "setns", namespace.subject());
  }

  /**
   * Tries to lock a file for its descriptor alone (flock(2)). The lock ends with the descriptor.
   *
   * @param file an open file
   * @return whether the lock is held now; false when another process has it
   */
  public static boolean tryLock(Descriptor file) {
    int result = LibcCalls.flock(file.number(), LOCK_EX_NB);
    if (result < 0 && Native.getLastError() == Errno.EAGAIN) {
      return false;
    }
    checked(result, "flock", file.subject());
    return true;
  }

  /**
   * Returns a 16-bit number in network byte order, for structures that are otherwise in the
   * machine's.
   *
   * @param value 0 to 65535
   * @return 0 to 65535
   */
  public static int networkOrder(int value) {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? value
        : Short.toUnsignedInt(Short.reverseBytes((short) value));
  }

  /** Sets policy and priority of a thread, sched_setscheduler(2); thread 0 is the calling one. */
  static void schedule(int thread, int policy, int priority) {
    checked(
        LibcCalls.sched_setscheduler(thread, policy, new int[] {priority}),
        "sched_setscheduler",
        "policy " + policy);
  }

  static Descriptor eventDescriptor() {
    return new Descriptor(
        checked(LibcCalls.eventfd(0, EFD_CLOEXEC_NONBLOCK), "eventfd", "wakeup"), "wakeup");
  }

  static void readEvent(Descriptor event) {
    long length = LibcCalls.read(event.number(), new byte[Long.BYTES], Long.BYTES);
    if (length < 0 && Native.getLastError() != Errno.EAGAIN) {
      throw new SystemCallException(Native.getLastError(), "read", event.subject());
    }
  }

  static void writeEvent(Descriptor event) {
    byte[] one = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(1).array();
    long length = LibcCalls.write(event.number(), one, Long.BYTES);
    if (length < 0 && Native.getLastError() != Errno.EAGAIN) {
      throw new SystemCallException(Native.getLastError(), "write", event.subject());
    }
  }

  static void closeNumber(int number, String subject) {
    // After EINTR Linux has closed the descriptor all the same (close(2), "Dealing with error
    // returns from close()"). A second try would close another file of that number.
    if (LibcCalls.close(number) < 0 && Native.getLastError() != Errno.EINTR) {
      throw new SystemCallException(Native.getLastError(), "close", subject);
    }
  }

  private static int millisUp(Duration timeout) {
    if (timeout.isNegative()) {
      return 0;
    }
    long millis = timeout.plusNanos(999_999).toMillis();
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  private static int checked(int result, String call, String subject) {
    if (result < 0) {
      throw new SystemCallException(Native.getLastError(), call, subject);
    }
    return result;
  }
}
