package dev.baton.linux.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * The few calls of the C library that the JDK does not offer. Numbers are those of Linux on x86-64
 * and aarch64 ({@code <asm-generic/unistd.h>}, {@code <bits/poll.h>}, {@code
 * <asm-generic/errno-base.h>}).
 */
final class LibC {

  /** System call number of pidfd_open(2), the same on every architecture since Linux 5.3. */
  static final long PIDFD_OPEN = 434;

  /** Flag of pidfd_open(2): a thread's descriptor. O_EXCL, {@code <linux/pidfd.h>}. */
  static final long PIDFD_THREAD = 0200;

  static final short POLLIN = 0x001;
  static final int ESRCH = 3;
  static final int EINTR = 4;
  static final int EINVAL = 22;
  static final int SIGKILL = 9;

  /** Flag of waitpid(2): do not wait. */
  static final int WNOHANG = 1;

  /** Of socket(2): AF_NETLINK, SOCK_RAW with SOCK_CLOEXEC, NETLINK_ROUTE. */
  static final int AF_NETLINK = 16;

  static final int SOCK_RAW = 3;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int NETLINK_ROUTE = 0;

  /** {@code struct pollfd}: fd at 0 (4 bytes), events at 4 (2 bytes), revents at 6 (2 bytes). */
  static final int POLLFD_BYTES = 8;

  static final int POLLFD_EVENTS = 4;
  static final int POLLFD_REVENTS = 6;

  static {
    Native.register(LibC.class, Platform.C_LIBRARY_NAME);
  }

  private LibC() {}

  static native long syscall(long number, long first, long second) throws LastErrorException;

  static native int poll(Memory descriptors, long count, int timeoutMs) throws LastErrorException;

  static native int eventfd(int initial, int flags) throws LastErrorException;

  static native long write(int descriptor, Memory bytes, long count) throws LastErrorException;

  static native int close(int descriptor) throws LastErrorException;

  static native int kill(int pid, int signal) throws LastErrorException;

  static native int waitpid(int pid, Memory status, int options) throws LastErrorException;

  static native int socket(int domain, int type, int protocol) throws LastErrorException;

  static native long send(int descriptor, Memory bytes, long count, int flags)
      throws LastErrorException;

  static native long recv(int descriptor, Memory bytes, long most, int flags)
      throws LastErrorException;
}
