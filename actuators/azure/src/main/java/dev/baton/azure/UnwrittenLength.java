package dev.baton.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A request's headers without its length, which is told to whoever asks for it. The JDK's client
 * writes the length itself and warns of every header that says it; but it learns from there how
 * long a body is, and cuts one of unknown length into chunks (RFC 9112 section 7.1).
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
