package dev.baton.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Credentials that may become available after the actuator has started, or be missing for a while.
 * When they give no token, they are built again for the next try. Thread-safe.
 *
 * <p>The SDK's own credentials may remember a failure for the life of the process: those of a
 * workload do, if the token file was missing at the first request (azure-identity 1.19, {@code
 * SynchronizedAccessor}).
 */
final class LateCredentials implements TokenCredential {
  private final Supplier<TokenCredential> source;
  private final AtomicReference<@Nullable TokenCredential> working = new AtomicReference<>();

  /**
   * Requests no token yet.
   *
   * @param source builds the credentials from the present environment
   */
  LateCredentials(Supplier<TokenCredential> source) {
    this.source = source;
  }

  @Override
  public Mono<AccessToken> getToken(TokenRequestContext request) {
    return Mono.defer(
        () -> {
          TokenCredential asked = built();
          return asked.getToken(request).doOnError(failure -> drop(asked));
        });
  }

  @Override
  public AccessToken getTokenSync(TokenRequestContext request) {
    TokenCredential asked = built();
    try {
      return asked.getTokenSync(request);
    } catch (RuntimeException e) {
      drop(asked);
      throw e;
    }
  }

  private TokenCredential built() {
    return working.updateAndGet(kept -> kept == null ? source.get() : kept);
  }

  private void drop(TokenCredential failed) {
    boolean unused = working.compareAndSet(failed, null);
  }
}
