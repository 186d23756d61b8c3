package dev.baton.responder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a question can be answered with. */
enum Reply {
  /** This node's lease lives at this moment: send traffic here. */
  HOLDER(200, "OK", "holder\n"),
  /** It does not: send none. */
  NOT_HOLDER(503, "Service Unavailable", "not the holder\n"),
  /** What came is no HTTP request, or longer than any probe's. */
  MALFORMED(400, "Bad Request", "not understood\n"),
  /** Another path was asked for: the load balancer is set up for something else. */
  OTHER_PATH(404, "Not Found", "not here\n"),
  /** Neither GET nor HEAD. */
  OTHER_METHOD(405, "Method Not Allowed", "GET or HEAD\n");

  private final int status;
  private final String reason;
  private final String body;

  Reply(int status, String reason, String body) {
    this.status = status;
    this.reason = reason;
    this.body = body;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }

  /**
   * The whole response (RFC 9112). It says that the connection ends here: one that lived on would
   * answer the next probe without the gate's being asked for a handshake.
   *
   * @param withBody whether the body goes with it; not for HEAD (RFC 9110 section 9.3.2)
   */
  ByteBuffer encode(boolean withBody) {
    String head =
        String.join(
            "\r\n",
            "HTTP/1.1 " + status + " " + reason,
            "Content-Type: text/plain",
            "Content-Length: " + body.length(),
            "Cache-Control: no-store",
            allow() + "Connection: close",
            "",
            "");
    return ByteBuffer.wrap((withBody ? head + body : head).getBytes(StandardCharsets.US_ASCII));
  }

  private String allow() {
    return status == OTHER_METHOD.status ? "Allow: GET, HEAD\r\n" : "";
  }
}
