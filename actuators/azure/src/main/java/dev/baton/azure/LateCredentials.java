package dev.baton.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Credentials that may come after the actuator, or go for a while: those that give no token are
 * built anew for the next try. Thread-safe.
 *
 * <p>The SDK's own may remember for the life of a process that they failed: a workload's do, whose
 * token file was not there when they were first asked (azure-identity 1.19, {@code
 * SynchronizedAccessor}).
 */
final class LateCredentials implements TokenCredential {
  private final Supplier<TokenCredential> source;
  private final AtomicReference<@Nullable TokenCredential> working = new AtomicReference<>();

  /**
   * Asks for no token yet.
   *
   * @param source builds them, of what the process finds around itself then
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
