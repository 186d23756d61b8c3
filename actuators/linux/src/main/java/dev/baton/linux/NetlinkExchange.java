package dev.baton.linux;

import java.util.List;
import java.util.function.Supplier;

/** Requests to the kernel with their answers. One thread at a time. */
interface NetlinkExchange extends AutoCloseable {

  /**
   * Sends a request and collects the answer.
   *
   * @throws SystemCallException with {@code call} and {@code subject} when the kernel refuses
   */
  List<NetlinkReply> request(NetlinkMessage message, String call, String subject);

  /** Like {@link #request}, again when the table changed while the kernel was listing it. */
  List<NetlinkReply> dump(Supplier<NetlinkMessage> message, String call, String subject);

  @Override
  void close();
}
