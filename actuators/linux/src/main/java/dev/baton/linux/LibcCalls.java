package dev.baton.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The native methods of {@link Libc}. Sizes are {@code long}: {@code size_t} of 64-bit Linux. */
final class LibcCalls {
  static {
    Native.register(LibcCalls.class, "c");
  }

  private LibcCalls() {}

  static native int socket(int domain, int type, int protocol);

  static native int bind(int fd, byte[] address, int length);

  static native int setsockopt(int fd, int level, int name, Pointer value, int length);

  static native long send(int fd, byte[] data, long length, int flags);

  static native long sendto(
      int fd, byte[] data, long length, int flags, byte[] address, int addressLength);

  static native long recv(int fd, byte[] buffer, long length, int flags);

  static native long read(int fd, byte[] buffer, long length);

  static native long write(int fd, byte[] buffer, long length);

  static native int poll(byte[] descriptors, long count, int timeoutMillis);

  static native int close(int fd);

  static native int open(String path, int flags, int mode);

  static native int fchmod(int fd, int mode);

  static native int setns(int fd, int type);

  static native int flock(int fd, int operation);

  static native int eventfd(int initial, int flags);

  static native int sched_setscheduler(int pid, int policy, int[] parameter);

  static native long syscall(long number, long first, long second);

  static native int kill(int pid, int signal);

  static native int waitpid(int pid, int[] status, int options);
}
