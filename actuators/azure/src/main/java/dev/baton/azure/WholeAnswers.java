package dev.baton.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import reactor.core.publisher.Mono;

/**
 * Takes every answer in whole before it hands it on. Otherwise the SDK reads each body on a thread
 * of its one pool (10 threads for each processor), which delivers the bodies too: where every
 * thread waits for a body, none is left to deliver one until the time to read is over.
 *
 * @param client who calls
 */
record WholeAnswers(HttpClient client) implements HttpClient {
  /** The SDK's own key: its generated clients set it for what they read. */
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
