package dev.baton.linux;

import java.util.List;
import java.util.function.Supplier;

/** Requests to the kernel with their answers. Used by one thread at a time. */
interface NetlinkExchange extends AutoCloseable {

  /**
   * Sends a request and collects the answer.
   *
   * @throws SystemCallException with {@code call} and {@code subject} when the kernel refuses
   */
  List<NetlinkReply> request(NetlinkMessage message, String call, String subject);

  /** Like {@link #request}. Repeats the request if the table changed while the kernel listed it. */
  List<NetlinkReply> dump(Supplier<NetlinkMessage> message, String call, String subject);

  @Override
  void close();
}
