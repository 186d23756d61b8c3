package dev.baton.linux;

import java.util.Map;

/**
 * The error numbers of the C library that this project handles, with their names (errno(3)).
 *
 * <p>The numbers are those of {@code asm-generic/errno.h}, which x86-64 and arm64 share.
 */
public final class Errno {
  /** Operation not permitted. */
  public static final int EPERM = 1;

  /** No such file, table or element. */
  public static final int ENOENT = 2;

  /** No such process. */
  public static final int ESRCH = 3;

  /** A signal interrupted the call. */
  public static final int EINTR = 4;

  /** The device is gone. */
  public static final int ENXIO = 6;

  /** No such child. */
  public static final int ECHILD = 10;

  /** Nothing to read or to lock now. */
  public static final int EAGAIN = 11;

  /** No memory available now. */
  public static final int ENOMEM = 12;

  /** A setting of the kernel forbids it. */
  public static final int EACCES = 13;

  /** The resource is in use now. */
  public static final int EBUSY = 16;

  /** It already exists. */
  public static final int EEXIST = 17;

  /** No such interface. */
  public static final int ENODEV = 19;

  /** The kernel finds the request invalid. */
  public static final int EINVAL = 22;

  /** Too many open files on the host. */
  public static final int ENFILE = 23;

  /** Too many open files in the process. */
  public static final int EMFILE = 24;

  /** The kernel does not know the system call. */
  public static final int ENOSYS = 38;

  /** The message is too long to be sent. */
  public static final int EMSGSIZE = 90;

  /** The kernel does not know the operation. */
  public static final int EOPNOTSUPP = 95;

  /** The kernel does not know the address family. */
  public static final int EAFNOSUPPORT = 97;

  /** The address is not on the interface. */
  public static final int EADDRNOTAVAIL = 99;

  /** The interface is down. */
  public static final int ENETDOWN = 100;

  /** No route to the network. */
  public static final int ENETUNREACH = 101;

  /** Nobody listens. */
  public static final int ECONNREFUSED = 111;

  /** No route to the host. */
  public static final int EHOSTUNREACH = 113;

  /** A buffer was too small. On a netlink subscription it means that events were lost. */
  public static final int ENOBUFS = 105;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(EPERM, "EPERM"),
          Map.entry(ENOENT, "ENOENT"),
          Map.entry(ESRCH, "ESRCH"),
          Map.entry(EINTR, "EINTR"),
          Map.entry(5, "EIO"),
          Map.entry(ENXIO, "ENXIO"),
          Map.entry(9, "EBADF"),
          Map.entry(ECHILD, "ECHILD"),
          Map.entry(EAGAIN, "EAGAIN"),
          Map.entry(ENOMEM, "ENOMEM"),
          Map.entry(EACCES, "EACCES"),
          Map.entry(EBUSY, "EBUSY"),
          Map.entry(EEXIST, "EEXIST"),
          Map.entry(ENODEV, "ENODEV"),
          Map.entry(20, "ENOTDIR"),
          Map.entry(21, "EISDIR"),
          Map.entry(EINVAL, "EINVAL"),
          Map.entry(ENFILE, "ENFILE"),
          Map.entry(EMFILE, "EMFILE"),
          Map.entry(28, "ENOSPC"),
          Map.entry(30, "EROFS"),
          Map.entry(34, "ERANGE"),
          Map.entry(ENOSYS, "ENOSYS"),
          Map.entry(EMSGSIZE, "EMSGSIZE"),
          Map.entry(92, "ENOPROTOOPT"),
          Map.entry(93, "EPROTONOSUPPORT"),
          Map.entry(EOPNOTSUPP, "EOPNOTSUPP"),
          Map.entry(EAFNOSUPPORT, "EAFNOSUPPORT"),
          Map.entry(98, "EADDRINUSE"),
          Map.entry(EADDRNOTAVAIL, "EADDRNOTAVAIL"),
          Map.entry(ENETDOWN, "ENETDOWN"),
          Map.entry(ENETUNREACH, "ENETUNREACH"),
          Map.entry(EHOSTUNREACH, "EHOSTUNREACH"),
          Map.entry(ENOBUFS, "ENOBUFS"),
          Map.entry(ECONNREFUSED, "ECONNREFUSED"));

  private Errno() {}

  /**
   * Returns the symbolic name of an error number.
   *
   * @param errno a positive error number
   * @return for example {@code EPERM}, or {@code errno 123} for a number that is not listed here
   */
  public static String name(int errno) {
    return NAMES.getOrDefault(errno, "errno " + errno);
  }
}
