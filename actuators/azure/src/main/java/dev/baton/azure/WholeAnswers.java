package dev.baton.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import reactor.core.publisher.Mono;

/**
 * Reads every response completely before it passes it on. Otherwise the SDK reads each body on a
 * thread of its pool (10 threads for each processor), which also delivers the bodies. If all
 * threads wait for a body, no thread is left to deliver one until the read timeout.
 *
 * @param client the client that makes the requests
 */
record WholeAnswers(HttpClient client) implements HttpClient {
  /** The SDK's key; its generated clients set it for responses that they read. */
  private static final String WHOLE = "azure-eagerly-read-response";

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return send(request, Context.NONE);
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request, Context context) {
    return client.send(request, context.addData(WHOLE, true));
  }

  @Override
  public HttpResponse sendSync(HttpRequest request, Context context) {
    return client.sendSync(request, context.addData(WHOLE, true));
  }
}
