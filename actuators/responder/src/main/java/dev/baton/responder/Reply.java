package dev.baton.responder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The replies to a probe. */
enum Reply {
  /** This node's lease is valid at this moment: the load balancer should send traffic here. */
  HOLDER(200, "OK", "holder\n"),
  /** This node does not hold the VIPs: the load balancer should send no traffic here. */
  NOT_HOLDER(503, "Service Unavailable", "not the holder\n"),
  /** The bytes are no HTTP request, or the request is longer than any probe's. */
  MALFORMED(400, "Bad Request", "not understood\n"),
  /** The request asks for another path: the load balancer is configured for something else. */
  OTHER_PATH(404, "Not Found", "not here\n"),
  /** The method is neither GET nor HEAD. */
  OTHER_METHOD(405, "Method Not Allowed", "GET or HEAD\n");

  private final int status;
  private final String reason;
  private final String body;

  Reply(int status, String reason, String body) {
    this.status = status;
    this.reason = reason;
    this.body = body;
  }

  /** Returns the HTTP status. */
  int status() {
    return status;
  }

  /**
   * Returns the whole response (RFC 9112). It says {@code Connection: close}: on a connection that
   * stays open, the next probe would be answered without a handshake, which the gate would drop.
   *
   * @param withBody whether the body is included; not for HEAD (RFC 9110 section 9.3.2)
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
