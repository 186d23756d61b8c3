package dev.baton.linux;

import static dev.baton.linux.Errno.EADDRNOTAVAIL;
import static dev.baton.linux.Errno.EAFNOSUPPORT;
import static dev.baton.linux.Errno.EAGAIN;
import static dev.baton.linux.Errno.EBUSY;
import static dev.baton.linux.Errno.EINTR;
import static dev.baton.linux.Errno.EMFILE;
import static dev.baton.linux.Errno.EMSGSIZE;
import static dev.baton.linux.Errno.ENETDOWN;
import static dev.baton.linux.Errno.ENFILE;
import static dev.baton.linux.Errno.ENOBUFS;
import static dev.baton.linux.Errno.ENODEV;
import static dev.baton.linux.Errno.ENOENT;
import static dev.baton.linux.Errno.ENOMEM;
import static dev.baton.linux.Errno.ENXIO;
import static dev.baton.linux.Errno.EOPNOTSUPP;
import static dev.baton.linux.Errno.EPERM;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the keeper does when the kernel refuses a call. This is the only table of these decisions;
 * {@code actuators/ERRNO.md} shows it. Every error number has a decision, even one without a row.
 */
public enum ErrnoDecision {
  /** The wanted state is there already: go on. */
  DONE,

  /** The interface does not exist now. The keeper looks for it by its name, and nothing is lost. */
  INTERFACE_GONE,

  /** It may work in a moment: try again. */
  AGAIN,

  /** The kernel cannot do it at all: go on without it. */
  WITHOUT,

  /** Only this operation is refused. The reason is reported, and everything else goes on. */
  REFUSED,

  /** Without it the lease cannot be kept safe: the keeper stops, and the kernel shuts the gate. */
  STOP;

  /** A request to the kernel. */
  public static final class Call {
    /** RTM_NEWADDR: adds an address. */
    public static final Call PUT_ADDRESS =
        new Call("PUT_ADDRESS", rowsOr(REFUSED).passing().on(INTERFACE_GONE, ENODEV));

    /**
     * RTM_DELADDR: removes an address. ENXIO means that the interface has no IPv6 any more, so it
     * does not have the address either.
     */
    public static final Call REMOVE_ADDRESS =
        new Call(
            "REMOVE_ADDRESS",
            rowsOr(REFUSED)
                .passing()
                .on(DONE, EADDRNOTAVAIL, ENODEV, ENXIO, EAFNOSUPPORT, EOPNOTSUPP));

    /** RTM_GETADDR, RTM_GETLINK: lists addresses or interfaces. */
    public static final Call READ_STATE =
        new Call("READ_STATE", rowsOr(REFUSED).passing().on(INTERFACE_GONE, ENODEV));

    /** recv on a netlink subscription: reads changes. */
    public static final Call FOLLOW_CHANGES =
        new Call("FOLLOW_CHANGES", rowsOr(REFUSED).passing().on(AGAIN, ENOBUFS));

    /** socket, bind and setsockopt of packet and netlink sockets. */
    public static final Call OPEN_SOCKET =
        new Call(
            "OPEN_SOCKET",
            rowsOr(STOP)
                .passing()
                .on(INTERFACE_GONE, ENODEV, ENXIO, ENETDOWN)
                .on(AGAIN, EMFILE, ENFILE, ENOBUFS));

    /** send on a packet socket: sends an announcement. */
    public static final Call SEND_FRAME =
        new Call(
            "SEND_FRAME",
            rowsOr(REFUSED)
                .passing()
                .on(INTERFACE_GONE, ENETDOWN, ENODEV, ENXIO)
                .on(AGAIN, ENOBUFS, EMSGSIZE));

    /** recv on a packet socket: receives another host's announcement. */
    public static final Call RECEIVE_FRAME =
        new Call(
            "RECEIVE_FRAME",
            rowsOr(REFUSED)
                .passing()
                .on(INTERFACE_GONE, ENETDOWN, ENODEV, ENXIO)
                .on(AGAIN, ENOBUFS));

    /** TCPDIAG_GETSOCK, SOCK_DESTROY: lists connections and resets one. */
    public static final Call RESET_CONNECTION =
        new Call(
            "RESET_CONNECTION",
            rowsOr(REFUSED).passing().on(DONE, ENOENT).on(WITHOUT, EOPNOTSUPP, EPERM));

    /** nf_tables: changes the gate. A change is tried twice before it counts as refused. */
    public static final Call CHANGE_GATE = new Call("CHANGE_GATE", rowsOr(STOP));

    private final String name;
    private final Rows rows;

    private Call(String name, Rows rows) {
      this.name = name;
      this.rows = rows;
    }

    /** Returns all kinds of calls. */
    public static List<Call> all() {
      return List.of(
          PUT_ADDRESS,
          REMOVE_ADDRESS,
          READ_STATE,
          FOLLOW_CHANGES,
          OPEN_SOCKET,
          SEND_FRAME,
          RECEIVE_FRAME,
          RESET_CONNECTION,
          CHANGE_GATE);
    }

    /**
     * Returns the decision on an error number.
     *
     * @param errno positive
     */
    public ErrnoDecision on(int errno) {
      return rows.named().getOrDefault(errno, rows.otherwise());
    }

    /** Returns the decision on every error number without a row. */
    public ErrnoDecision otherwise() {
      return rows.otherwise();
    }

    @Override
    public String toString() {
      return name;
    }

    /** Returns the error numbers with a row, ascending, and the decisions on them. */
    public SortedMap<Integer, ErrnoDecision> rows() {
      return rows.named();
    }
  }

  private static Rows rowsOr(ErrnoDecision decision) {
    return new Rows(new TreeMap<>(), decision);
  }

  /** The rows of one call. */
  private record Rows(SortedMap<Integer, ErrnoDecision> named, ErrnoDecision otherwise) {
    Rows {
      named = Collections.unmodifiableSortedMap(new TreeMap<>(named));
    }

    Rows on(ErrnoDecision decision, int... errnos) {
      SortedMap<Integer, ErrnoDecision> more = new TreeMap<>(named);
      for (int errno : errnos) {
        more.put(errno, decision);
      }
      return new Rows(more, otherwise);
    }

    /** Adds the errors that pass by themselves, whatever the call. */
    Rows passing() {
      return on(AGAIN, EINTR, EAGAIN, ENOMEM, EBUSY);
    }
  }
}
