package dev.baton.gcp;

import com.google.auth.Credentials;
import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Application Default Credentials that may become available after the actuator has started. Each
 * call without credentials looks for them again. Thread-safe.
 *
 * <p>The library's own search asks the machine's metadata server only once in the life of a
 * process, and remembers that it did not answer. So this class also asks the server for a token
 * itself.
 */
final class LateCredentials extends Credentials {
  private static final long serialVersionUID = 1L;
  private static final List<String> SCOPES =
      List.of("https://www.googleapis.com/auth/cloud-platform");

  private final transient Source source;
  private transient Optional<GoogleCredentials> found = Optional.empty();

  /** Where credentials come from. */
  interface Source {
    /**
     * Looks for credentials once.
     *
     * @throws IOException when there are none now
     */
    GoogleCredentials look() throws IOException;
  }

  /** There are no credentials now, or they cannot be renewed now. The call was not sent. */
  static final class Unavailable extends IOException {
    private static final long serialVersionUID = 1L;

    Unavailable(IOException cause) {
      super("no credentials now: " + cause.getMessage(), cause);
    }
  }

  /** Looks for the credentials of this process. */
  LateCredentials() {
    this(LateCredentials::search);
  }

  LateCredentials(Source source) {
    this.source = source;
  }

  private static GoogleCredentials search() throws IOException {
    try {
      return GoogleCredentials.getApplicationDefault();
    } catch (IOException e) {
      GoogleCredentials machine = ComputeEngineCredentials.newBuilder().build();
      try {
        machine.refresh();
        return machine;
      } catch (IOException none) {
        e.addSuppressed(none);
        throw e;
      }
    }
  }

  private synchronized GoogleCredentials found() throws IOException {
    if (found.isEmpty()) {
      GoogleCredentials looked = source.look();
      found = Optional.of(looked.createScopedRequired() ? looked.createScoped(SCOPES) : looked);
    }
    return found.orElseThrow();
  }

  @Override
  public Map<String, List<String>> getRequestMetadata(URI uri) throws IOException {
    try {
      return found().getRequestMetadata(uri);
    } catch (IOException e) {
      throw new Unavailable(e);
    }
  }

  @Override
  public void refresh() throws IOException {
    try {
      found().refresh();
    } catch (IOException e) {
      throw new Unavailable(e);
    }
  }

  @Override
  public String getAuthenticationType() {
    return "OAuth2";
  }

  @Override
  public boolean hasRequestMetadata() {
    return true;
  }

  @Override
  public boolean hasRequestMetadataOnly() {
    return true;
  }
}
