package dev.baton.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Request headers that hide the content length from iteration, but return it when asked. The JDK's
 * client writes the length itself, and warns of a header with it. But it needs the length from
 * here: it sends a body of unknown length in chunks (RFC 9112 section 7.1).
 */
final class UnwrittenLength extends HttpHeaders {
  private final @Nullable String length;

  /** Copies headers. */
  UnwrittenLength(HttpHeaders headers) {
    super(headers);
    this.length = headers.getValue(HttpHeaderName.CONTENT_LENGTH);
    var unused = remove(HttpHeaderName.CONTENT_LENGTH);
  }

  @Override
  public @Nullable String getValue(HttpHeaderName name) {
    return name.equals(HttpHeaderName.CONTENT_LENGTH) ? length : super.getValue(name);
  }
}
